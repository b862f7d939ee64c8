import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDoorway } from './doorway.mjs'

const address = 'http://127.0.0.1:4711/?token=secret'
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'doorway-'))
})
afterAll(() => rm(home, { recursive: true }))

test('the doorway leads to the address, is readable by its owner only, and goes again', async () => {
  await writeFile(join(home, 'open-4711.html'), 'older', { mode: 0o644 })
  const doorway = await createDoorway(home, address)
  expect(await readFile(doorway.path, 'utf8')).toContain(`url=${address}"`)
  expect((await stat(doorway.path)).mode & 0o777).toBe(0o600)
  await doorway.close()
  expect(await readdir(home)).toEqual([])
})
