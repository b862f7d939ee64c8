import { fork, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { Interrupted } from './failure.mjs'

/**
 * @typedef {object} Command
 * @property {string} file
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 *
 * @typedef {{ module: string, name: string, options?: object }} Call an exported function that may report
 * @typedef {{ command?: Command, call?: Call }} Job
 *
 * @typedef {object} Watch
 * @property {AbortSignal} signal ends the job and all its children
 * @property {{ write(text: string): void }} log gets everything that is printed
 * @property {number} [timeoutMs]
 * @property {number} [linesKept] of the output
 * @property {string} [execPath] the Node that makes the call
 * @property {(line: string) => void} [onLine]
 * @property {(progress: any) => void} [onProgress] of a call
 *
 * @typedef {object} Outcome
 * @property {number} code
 * @property {readonly string[]} lines the last ones of both outputs
 * @property {any} [result] of a call
 * @property {{ message: string, detail?: string, code?: string }} [error]
 * @property {boolean} isTimedOut
 */

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url))
const killAfterMs = 3000

/**
 * Runs a job to its end, guarded. Rejects only when interrupted.
 *
 * @param {Job} job
 * @param {Watch} watch
 * @returns {Promise<Outcome>}
 */
export async function runJob(job, { signal, log, ...options }) {
  const { timeoutMs, linesKept = 200, execPath, onLine, onProgress } = options
  if (signal.aborted) throw new Interrupted()
  const record = createRecord(job, log)
  const child = fork(guard, [], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(execPath && { execPath }),
  })
  const end = () => endTree(child)
  signal.addEventListener('abort', end, { once: true })
  let isTimedOut = false
  const deadline = timeoutMs && setTimeout(() => ((isTimedOut = true), end()), timeoutMs)
  /** @type {string[]} */
  const lines = []
  for (const output of [child.stdout, child.stderr])
    createInterface({ input: output }).on('line', (printed) => {
      const line = stripVTControlCharacters(printed)
      record(line)
      if (lines.push(line) > linesKept) lines.shift()
      onLine?.(line)
    })
  let answer = {}
  child.on('message', (message) => {
    if ('progress' in message) onProgress?.(message.progress)
    else answer = message
  })
  child.send(job)
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(deadline)
  signal.removeEventListener('abort', end)
  if (signal.aborted) throw new Interrupted()
  if (code !== 0) record(`(ended with ${code}${isTimedOut ? ', out of time' : ''})`)
  return { code: code ?? 1, lines, isTimedOut, ...answer }
}

/**
 * A job that has nothing to say leaves the log of the last one that had.
 *
 * @param {Job} job
 * @param {Watch['log']} log
 */
function createRecord(job, log) {
  let isBegun = false
  return (/** @type {string} */ line) => {
    log.write(isBegun ? `${line}\n` : `\n$ ${describe(job)}\n${line}\n`)
    isBegun = true
  }
}

/** @param {Job} job */
function describe({ command, call }) {
  return command ? [command.file, ...command.args].join(' ') : `${call.module} ${call.name}`
}

/** @param {import('node:child_process').ChildProcess} child */
function endTree(child) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', `${child.pid}`, '/T', '/F'])
    return
  }
  signalGroup(child, 'SIGTERM')
  const deadline = setTimeout(() => signalGroup(child, 'SIGKILL'), killAfterMs)
  child.once('close', () => clearTimeout(deadline))
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signalGroup(child, name) {
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error // it ended in this very moment
  }
}
