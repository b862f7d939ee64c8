import { appendFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boundLog, rotateLog, tailOf } from './log-file.ts'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gf-log-'))
  path = join(folder, 'log')
})
afterEach(() => rm(folder, { recursive: true }))

test('the last lines, also of a large file and after an offset', async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`)
  await writeFile(path, `${lines.join('\n')}\n`)
  expect(await tailOf(path, 3)).toEqual(['line 19997', 'line 19998', 'line 19999'])
  expect(await tailOf(path, 15_000)).toHaveLength(15_000)
  const { size } = await stat(path)
  expect(await tailOf(path, 10, size - 11)).toEqual(['line 19999'])
  expect(await tailOf(join(folder, 'none'), 3)).toEqual([])
})

test('a large log makes room for a new one', async () => {
  await writeFile(path, 'x')
  await rotateLog(path)
  expect(await readdir(folder)).toEqual(['log'])
  await truncate(path, 9 * 1024 * 1024)
  await rotateLog(path)
  expect(await readdir(folder)).toEqual(['log.1'])
})

test('a large log is cut while somebody appends to it', async () => {
  await writeFile(path, 'x')
  await boundLog(path)
  expect(await readdir(folder)).toEqual(['log'])
  await truncate(path, 9 * 1024 * 1024)
  await boundLog(path)
  await appendFile(path, 'after\n')
  expect(await readdir(folder)).toEqual(['log', 'log.1'])
  expect(await tailOf(path, 5, 1_000_000)).toEqual(['after'])
})
