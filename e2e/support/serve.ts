import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Options = {
  /** The fake engine. */
  readonly demo: boolean
  /** Its own folder of state; a fresh one, removed afterwards, where none is given. */
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
}

export type Served = {
  /** With the token: opening it gives the browser a session. */
  readonly address: string
  /** Without: for the pages after the first. */
  readonly origin: string
  readonly home: string
  readonly process: ChildProcess
  /** What it has printed to standard error, for a failing test to show. */
  readonly errors: () => string
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '../..')
const answersWithinMs = 30_000

/** Starts the built server on a free port, as `npm start` does. */
export async function startServe({ demo, home, env }: Options): Promise<Served> {
  // Short, because sockets lie in it and their paths may have 107 characters.
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'gf-')))
  const child = spawn(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'dist/main/serve.cjs'), ...(demo ? ['--demo'] : [])],
    // With a channel: it ends with the test run, however that one ends.
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { GOLDFINCH_VALIDATE: '1', ...process.env, ...env, GOLDFINCH_HOME: folder },
    },
  )
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const address = await firstLine(child, () => errors)
  return {
    address,
    origin: new URL(address).origin,
    home: folder,
    process: child,
    errors: () => errors,
    stop: async () => {
      await end(child)
      if (home === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

function firstLine(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('The server has no output.')
    const deadline = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The server printed no address in ${answersWithinMs} ms:\n${errors()}`))
    }, answersWithinMs)
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(deadline)
      resolve(line)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(deadline)
      reject(new Error(`The server ended with ${String(code)}:\n${errors()}`))
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exited
}
