import { spawn } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Command, Finished, Host } from '../machine.ts'

type Options = Parameters<Host['run']>[1] & {
  readonly executable: string
  readonly environment: Readonly<Record<string, string>>
}

const mostOutput = 64 * 1024 * 1024

/** Runs a bundled program with exactly the given environment, because nerdctl copies its own into containers. */
export async function runProgram(command: Command, options: Options): Promise<Finished> {
  const { signal, onLine } = options
  const told = `${command.program} ${command.argv[0] ?? ''}`.trim()
  if (signal?.aborted === true) throw cancelled(told)
  const child = spawn(options.executable, command.argv, {
    cwd: '/',
    env: { ...options.environment, ...command.environment },
    stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    // A group of its own: what it starts ends with it.
    detached: true,
  })
  let failure: AppError | undefined
  const fail = (error: AppError) => {
    failure ??= error
    endGroup(child.pid)
  }
  const abort = () => fail(cancelled(told))
  signal?.addEventListener('abort', abort, { once: true })
  const timer =
    command.timeoutMs === undefined
      ? undefined
      : setTimeout(() => fail(timedOut(told)), command.timeoutMs)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  const tooMuch = () => fail(exhausted(told))
  const stdout = collect(child.stdout, tooMuch, onLine && ((line) => onLine(line, 'stdout')))
  const stderr = collect(child.stderr, tooMuch, onLine && ((line) => onLine(line, 'stderr')))
  const fed = feed(child.stdin, command.stdin).catch((error: unknown) => fail(broken(told, error)))
  try {
    const exitCode = await ended
    await fed
    if (failure !== undefined) throw failure
    return { exitCode, stdout: await stdout, stderr: await stderr }
  } catch (error) {
    throw error instanceof AppError ? error : notStarted(told, error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function endGroup(pid: number | undefined) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

async function collect(
  stream: NodeJS.ReadableStream | null,
  tooMuch: () => void,
  onLine: ((line: string) => void) | undefined,
): Promise<string> {
  if (stream === null) return ''
  const decoder = new StringDecoder('utf8')
  const pieces: string[] = []
  let length = 0
  let rest = ''
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
    length += text.length
    if (length > mostOutput) {
      tooMuch()
      continue
    }
    pieces.push(text)
    if (onLine === undefined) continue
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  if (onLine !== undefined && rest !== '') onLine(rest)
  return pieces.join('') + decoder.end()
}

/** Waits whenever the program does not read. A program that ends early needs no more. */
async function feed(
  stdin: NodeJS.WritableStream | null,
  source: AsyncIterable<Uint8Array> | undefined,
) {
  if (stdin === null || source === undefined) return
  let isOpen = true
  stdin.once('error', () => (isOpen = false))
  stdin.once('close', () => (isOpen = false))
  for await (const piece of source) {
    if (!isWritable(isOpen)) return
    if (!stdin.write(piece)) await drained(stdin)
  }
  stdin.end()
}

const isWritable = (isOpen: boolean) => isOpen

const drained = (stream: NodeJS.WritableStream): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      stream
        .removeListener('drain', done)
        .removeListener('close', done)
        .removeListener('error', done)
      resolve()
    }
    stream.once('drain', done).once('close', done).once('error', done)
  })

const cancelled = (told: string) =>
  new AppError({ code: 'cancelled', message: `${told} was cancelled.` })

const timedOut = (told: string) =>
  new AppError({ code: 'timeout', message: `${told} took too long and was ended.` })

const exhausted = (told: string) =>
  new AppError({ code: 'exhausted', message: `${told} printed more than 64 MiB and was ended.` })

const broken = (told: string, error: unknown) =>
  error instanceof AppError
    ? error
    : new AppError(
        { code: 'failed', message: `What ${told} reads ended early.`, detail: String(error) },
        { cause: error },
      )

const notStarted = (told: string, error: unknown) =>
  new AppError(
    {
      code: 'unavailable',
      message: `${told} could not be started.`,
      hint: 'If programs of the engine are missing, build them again: npm run bundle.',
      detail: String(error),
    },
    { cause: error },
  )
