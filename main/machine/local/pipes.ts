import { execFile } from 'node:child_process'
import { constants, open as openFile } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { pid } from 'node:process'
import { promisify } from 'node:util'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Pipes } from '../machine.ts'

/** Pairs of named pipes under one folder, for as long as this process lives. */
export type PipeFolder = {
  open(label: string): Promise<Pipes>
  /** Labels of pipes whose process died without closing them; they are removed. */
  abandoned(): Promise<readonly string[]>
  dispose(): Promise<void>
}

/** Made by one run of mkfifo, because a process for each pair would be felt. */
const pairsAtOnce = 4
const enough = 2

/**
 * Nothing is done before the first `open`. Each process has a folder of its own, named by its id and
 * start time, so that what a dead one left can be told from what is in use.
 */
export function createPipes(folder: string): PipeFolder {
  let own: Promise<string> | undefined
  let made = 0
  let filling: Promise<void> | undefined
  const spare: string[] = []
  const opened = new Set<Pipes>()

  const fill = (): Promise<void> => {
    filling ??= makePairs().finally(() => (filling = undefined))
    return filling
  }
  const makePairs = async () => {
    own ??= prepare(folder)
    const base = await own
    const pairs = Array.from({ length: pairsAtOnce }, () => join(base, `.spare-${made++}`))
    await Promise.all(pairs.map((pair) => mkdir(pair, { mode: 0o700 })))
    await makeFifos(pairs.flatMap((pair) => [join(pair, 'in'), join(pair, 'out')]))
    spare.push(...pairs)
  }

  return {
    async open(label) {
      while (spare.length === 0) await fill()
      const pair = spare.shift()
      if (pair === undefined) throw new Error('unreachable: spare pairs were just made')
      // Its failure is not this terminal's: the next one meets it again and tells it.
      if (spare.length < enough) fill().catch(() => undefined)
      const place = join(pair, '..', safeLabel(label))
      await rename(pair, place)
      const pipes = await openPair(place, () => opened.delete(pipes))
      opened.add(pipes)
      return pipes
    },
    async abandoned() {
      const names = await readdir(folder).catch(() => [])
      const dead = await Promise.all(
        names.map(async (name) => ((await isAlive(name)) ? [] : [join(folder, name)])),
      )
      const labels = await Promise.all(
        dead.flat().map(async (path) => {
          const left = await readdir(path).catch(() => [])
          await rm(path, { recursive: true, force: true })
          return left.filter((label) => !label.startsWith('.'))
        }),
      )
      return labels.flat()
    },
    async dispose() {
      await filling?.catch(() => undefined)
      await Promise.all([...opened].map((pipes) => pipes.close()))
      if (own !== undefined) await rm(await own, { recursive: true, force: true })
    },
  }
}

async function prepare(folder: string): Promise<string> {
  const own = join(folder, `${pid}-${(await startTime(String(pid))) ?? '0'}`)
  await mkdir(own, { recursive: true, mode: 0o700 })
  return own
}

async function isAlive(name: string): Promise<boolean> {
  const [owner = '', since = ''] = name.split('-')
  return (await startTime(owner)) === since
}

/** Field 22 of proc_pid_stat(5); what comes before may hold any character, but ends with `)`. */
async function startTime(id: string): Promise<string | undefined> {
  if (!/^\d+$/.test(id)) return undefined
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function safeLabel(label: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._~-]{0,254}$/.test(label)) return label
  throw new AppError({ code: 'internal', message: `Pipes cannot be labelled ${label}.` })
}

async function makeFifos(paths: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths], {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    })
  } catch (error) {
    throw new AppError(
      {
        code: 'unavailable',
        message: 'The named pipes that a terminal needs could not be made.',
        hint: 'The program mkfifo (package coreutils) must be installed, and the disk must not be full.',
        detail: String(error),
      },
      { cause: error },
    )
  }
}

/**
 * Reading: never blocks, and ends when the last writer has gone, but not before the first has come
 * (fifo(7)). Writing: opened for both, else opening would need a reader.
 */
async function openPair(place: string, closed: () => void): Promise<Pipes> {
  const stdinPath = join(place, 'in')
  const stdoutPath = join(place, 'out')
  const input = new Socket({
    fd: await openFd(stdinPath, constants.O_RDWR | constants.O_NONBLOCK),
    readable: false,
    writable: true,
  })
  const output = new Socket({
    fd: await openFd(stdoutPath, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  })
  // Each failure reaches whoever reads or writes; without a listener it would end the process.
  input.on('error', () => undefined)
  output.on('error', () => undefined)
  let isClosed = false
  return {
    stdinPath,
    stdoutPath,
    output: readUntilClosed(output, () => isClosed),
    write: (bytes) =>
      new Promise((resolve, reject) => {
        input.write(bytes, (error) => {
          if (error) reject(ended(error))
          else resolve()
        })
      }),
    async close() {
      if (isClosed) return
      isClosed = true
      input.destroy()
      output.destroy()
      closed()
      await rm(place, { recursive: true, force: true })
    },
  }
}

async function* readUntilClosed(
  socket: Socket,
  isClosed: () => boolean,
): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterable<Uint8Array> = socket
  try {
    yield* pieces
  } catch (error) {
    if (!isClosed()) throw ended(error)
  }
}

const ended = (error: unknown) =>
  new AppError(
    { code: 'unavailable', message: 'The pipe to the process is closed.', detail: String(error) },
    { cause: error },
  )

const openFd = promisify(openFile)
