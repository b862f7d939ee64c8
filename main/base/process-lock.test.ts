import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isLocked, tryLock } from './process-lock.ts'
import { isAlive, processId, signalProcess } from './processes.ts'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gf-lock-'))
  path = join(folder, 'lock')
})
afterEach(() => rm(folder, { recursive: true }))

test.runIf(process.platform === 'linux')('only one has it, and leaves nothing', async () => {
  const locks = await Promise.all(Array.from({ length: 8 }, () => tryLock(path)))
  const held = locks.filter((lock) => lock !== undefined)
  expect(held).toHaveLength(1)
  expect(await isLocked(path)).toBe(true)
  await held[0]?.[Symbol.asyncDispose]()
  expect(await readdir(folder)).toEqual([])
})

test.runIf(process.platform === 'linux')('what a dead process left is taken over', async () => {
  const code = `
    const { tryLock } = await import(${JSON.stringify(import.meta.resolve('./process-lock.ts'))})
    await tryLock(process.argv[1])
    process.send('locked')
    setInterval(() => undefined, 1000)`
  const execArgv = ['--input-type=module', '--eval', code, path]
  const child = fork('--input-type=module', [], { execArgv })
  await once(child, 'message')
  expect(await tryLock(path)).toBeUndefined()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await isLocked(path)).toBe(false)
  await using lock = await tryLock(path)
  expect(lock).toBeDefined()
})

test.runIf(process.platform === 'linux')('a half-written lock is nobody’s', async () => {
  await writeFile(path, '{"pid": 1')
  await using lock = await tryLock(path)
  expect(lock).toBeDefined()
})

test.runIf(process.platform === 'linux')(
  'a number that is used again is another process',
  async () => {
    const own = await processId(process.pid)
    expect(own !== undefined && (await isAlive(own))).toBe(true)
    expect(await isAlive({ pid: process.pid, bootId: own?.bootId ?? '', startedAt: '1' })).toBe(
      false,
    )
    expect(signalProcess(4_194_304, 'SIGTERM')).toBe(false)
  },
)
