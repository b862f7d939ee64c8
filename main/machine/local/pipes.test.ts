import { fork, spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPipes } from './pipes.ts'

let folder = ''
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'goldfinch-pipes-')), 'pipes')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const text = async (pieces: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all).toString()
}

test('nothing is made before the first pair is asked for', async () => {
  const pipes = createPipes(folder)
  await expect(readdir(folder)).rejects.toThrow('ENOENT')
  await pipes.dispose()
})

test('bytes go both ways, and the output ends with its writer', async () => {
  const pipes = createPipes(folder)
  const pair = await pipes.open('shell')
  const cat = spawn('sh', ['-c', 'head -c 6 <"$0" >"$1"', pair.stdinPath, pair.stdoutPath])
  await pair.write(Buffer.from('hello\n'))
  expect(await text(pair.output)).toBe('hello\n')
  if (cat.exitCode === null) await once(cat, 'exit')
  await pair.close()
  await pipes.dispose()
  expect(await readdir(folder)).toEqual([])
})

test('closing ends the output and removes the pair', async () => {
  const pipes = createPipes(folder)
  const pair = await pipes.open('shell')
  const read = text(pair.output)
  await pair.close()
  expect(await read).toBe('')
  await expect(stat(pair.stdoutPath)).rejects.toThrow('ENOENT')
  await expect(pair.write(Buffer.from('x'))).rejects.toMatchObject({
    data: { code: 'unavailable' },
  })
  await pipes.dispose()
})

test('only the owner may use the pipes', async () => {
  const pipes = createPipes(folder)
  const pair = await pipes.open('shell')
  const modes = await Promise.all(
    [pair.stdinPath, join(pair.stdinPath, '..'), join(pair.stdinPath, '../..')].map(
      async (path) => (await stat(path)).mode & 0o777,
    ),
  )
  expect(modes).toEqual([0o600, 0o700, 0o700])
  await pipes.dispose()
})

test('an output that nobody reads holds its writer', async () => {
  const pipes = createPipes(folder)
  const pair = await pipes.open('shell')
  const writer = createWriteStream(pair.stdoutPath, { highWaterMark: 65_536 })
  let written = 0
  const piece = Buffer.alloc(65_536)
  const push = () => writer.write(piece, () => ((written += 1), written < 64 && push()))
  push()
  const steady = async (before: number): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return written === before ? written : steady(written)
  }
  expect(await steady(-1)).toBeLessThan(8)
  let read = 0
  for await (const bytes of pair.output) {
    read += bytes.length
    if (read === 64 * 65_536) break
  }
  expect(read).toBe(64 * 65_536)
  await new Promise<void>((resolve) => writer.end(resolve))
  await pipes.dispose()
})

test('many at once share the processes that make them', async () => {
  const pipes = createPipes(folder)
  const pairs = await Promise.all(Array.from({ length: 10 }, (_, i) => pipes.open(`shell-${i}`)))
  expect(new Set(pairs.map((pair) => pair.stdinPath)).size).toBe(10)
  await Promise.all(
    pairs.map(async (pair, i) => {
      const reader = createReadStream(pair.stdinPath)
      await pair.write(Buffer.from(`to ${i}`))
      const first: unknown = (await once(reader, 'data'))[0]
      expect(String(first)).toBe(`to ${i}`)
      reader.destroy()
    }),
  )
  await pipes.dispose()
  expect(await readdir(folder)).toEqual([])
})

test('a label is a file name', async () => {
  const pipes = createPipes(folder)
  await expect(pipes.open('../up')).rejects.toMatchObject({ data: { code: 'internal' } })
  await pipes.dispose()
})

test('what a killed process left is told once and removed', async () => {
  const code = `
    const { createPipes } = await import(${JSON.stringify(import.meta.resolve('./pipes.ts'))})
    await createPipes(process.argv[1]).open('default~abc~exec')
    process.send('open')
    setInterval(() => undefined, 1000)`
  const child = fork('--input-type=module', [], {
    execArgv: ['--input-type=module', '--eval', code, folder],
  })
  await once(child, 'message')
  const pipes = createPipes(folder)
  await pipes.open('default~mine~exec')
  expect(await pipes.abandoned()).toEqual([])
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await pipes.abandoned()).toEqual(['default~abc~exec'])
  expect(await pipes.abandoned()).toEqual([])
  await pipes.dispose()
})
