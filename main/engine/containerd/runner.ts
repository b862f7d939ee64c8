import { AppError } from '../../../preload/contract/errors.ts'
import type { Finished, Host } from '../../machine/machine.ts'
import { fromNerdctl, logLine } from './errors.ts'

/** A thing to do, as a value: what is run for it, and what its words mean. */
export type Verb<Result> = {
  /** Begins the sentence of an error: `Starting the container`. */
  readonly name: string
  /** What follows the program and its namespace. */
  readonly argv: readonly string[]
  parse(finished: Finished): Result
  readonly timeoutMs?: number
}

export type RunOptions = {
  readonly namespace: string
  readonly signal?: AbortSignal
  readonly stdin?: AsyncIterable<Uint8Array>
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
}

/** The one place that runs nerdctl; throws AppError only. */
export async function runVerb<Result>(
  host: Host,
  verb: Verb<Result>,
  { namespace, signal, stdin, onLine }: RunOptions,
): Promise<Result> {
  const argv = ['--namespace', namespace, ...verb.argv]
  const finished = await host.run(
    { program: 'nerdctl', argv, stdin, timeoutMs: verb.timeoutMs },
    { signal, onLine },
  )
  if (signal?.aborted === true) throw cancelled(verb.name)
  if (finished.exitCode !== 0) throw fromNerdctl(finished.stderr, verb.name)
  refuseSilence(finished, verb.name)
  return verb.parse(finished)
}

// `nerdctl rm -f` of what is not there writes an error and ends with 0.
function refuseSilence({ stderr, stdout }: Finished, name: string): void {
  if (stdout.trim() !== '' || !stderr.includes('level=error')) return
  const lines = stderr.split('\n').flatMap((line) => logLine(line) ?? [])
  if (lines.some(({ level }) => level === 'error')) throw fromNerdctl(stderr, name)
}

export const cancelled = (name: string): AppError =>
  new AppError({ code: 'cancelled', message: `${name}: it was cancelled.` })
