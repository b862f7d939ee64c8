import { spawn } from 'node:child_process'
import { open, readFile, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import {
  findProcesses,
  isAlive,
  processId,
  signalProcess,
  type ProcessId,
} from '../../base/processes.ts'
import { alone } from './alone.ts'
import { rotateLog, sizeOf } from './log-file.ts'
import { answers, watchSocket } from './socket.ts'

/** How a daemon is started; its command line names our configuration, so it is found again by it. */
export type DaemonPlan = {
  readonly name: 'containerd' | 'buildkitd'
  readonly executable: string
  readonly argv: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly socket: string
  readonly log: string
}

export type Daemon = {
  readonly id: ProcessId
  readonly executable: string
  /** Where in its log this run begins; unknown for one that was found. */
  readonly logOffset: number
  /** How it ended, in words. */
  readonly ended: Promise<string>
  /** Lets go of it and leaves it running. */
  release(): void
}

/** A daemon of this home that runs already, whoever started it. No file says so: files go stale. */
export async function findDaemon(plan: DaemonPlan): Promise<Daemon | undefined> {
  const [found] = await findProcesses(
    ([program = '', ...argv]) =>
      program.endsWith(`/${plan.name}`) && argv.join('\0') === plan.argv.join('\0'),
  )
  if (found === undefined) return undefined
  const { argv, ...id } = found
  const watching = new AbortController()
  return {
    id,
    executable: argv[0] ?? '',
    logOffset: 0,
    ended: endOf(id, plan.socket, watching.signal).then(() => 'It ended'),
    release: () => watching.abort(),
  }
}

/** In a session of its own, so that it outlives the app; its words go to its log. */
export async function launchDaemon(plan: DaemonPlan): Promise<Daemon> {
  await rotateLog(plan.log)
  const logOffset = await sizeOf(plan.log)
  // Nothing answers there, or the start would not have come so far; buildkitd refuses a stale one.
  await rm(plan.socket, { force: true })
  await using log = await open(plan.log, 'a', 0o600)
  const [program, ...argv] = await alone([plan.executable, ...plan.argv])
  const child = spawn(program, argv, {
    detached: true,
    cwd: '/',
    env: plan.environment,
    stdio: ['ignore', log.fd, log.fd],
  })
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `It ended with code ${code ?? 0}` : `It was ended by ${signal}`),
    )
  })
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid ?? 0))
    child.once('error', reject)
  })
  child.unref()
  await hasBegun(plan, pid)
  const id = (await processId(pid)) ?? { pid, bootId: '', startedAt: '' }
  return { id, executable: plan.executable, logOffset, ended, release: () => child.unref() }
}

/** Until then it cannot be found by its command line; no event tells of an exec, nor is it long. */
async function hasBegun(plan: DaemonPlan, pid: number): Promise<void> {
  const is = async () => {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    // Empty: it has ended, or ends now.
    return commandLine === '' || commandLine.startsWith(`${plan.executable}\0`)
  }
  while (!(await is())) await delay(2)
}

/** SIGTERM, and SIGKILL for what does not listen. */
export async function endDaemon(daemon: Daemon, graceMs: number): Promise<void> {
  if (!signalProcess(daemon.id.pid, 'SIGTERM')) return
  if (await isGoneWithin(daemon.id, graceMs)) return
  signalProcess(daemon.id.pid, 'SIGKILL')
  await isGoneWithin(daemon.id, 5000)
}

/** The socket's file comes before it listens, and only the file raises an event: so it is tried. */
export async function waitForAnswer(
  plan: DaemonPlan,
  daemon: Daemon,
  deadlineMs: number,
  signal?: AbortSignal,
) {
  const end = Date.now() + deadlineMs
  let ended: string | undefined
  void daemon.ended.then((how) => (ended = how))
  while (Date.now() < end && signal?.aborted !== true) {
    if (ended !== undefined) return { isReady: false, ended } as const
    if (await answers(plan.socket)) return { isReady: true } as const
    await Promise.race([delay(10), daemon.ended])
  }
  return { isReady: false } as const
}

/** Node offers no event for the end of a process that is no child of ours (no pidfd). */
export async function isGoneWithin(id: ProcessId, graceMs: number): Promise<boolean> {
  const end = Date.now() + graceMs
  while (await isAlive(id)) {
    if (Date.now() > end) return false
    await delay(10)
  }
  return true
}

async function endOf(id: ProcessId, socket: string, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  while (!signal.aborted && (await isAlive(id))) {
    const watched = watchSocket(socket)
    await Promise.race([watched.closed, aborted])
    watched.close()
    // It closes its socket a little before it is gone; and one that lives on is watched again.
    if (await isGoneWithin(id, 1000)) return
  }
  if (signal.aborted) await new Promise(() => undefined)
}
