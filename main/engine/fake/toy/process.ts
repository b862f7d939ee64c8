import type { Clock } from '../clock.ts'

/** Where a toy process lives and what it is connected to. */
export type Surroundings = {
  readonly clock: Clock
  readonly hostname: string
  readonly user: string
  readonly workingDirectory: string
  readonly environment: Readonly<Record<string, string>>
  readonly hasTerminal: boolean
  /** Resolves when there is room. */
  write(stream: 'o' | 'e', text: string): Promise<void>
  /** A line of its input; undefined at the end. */
  readLine(): Promise<string | undefined>
  size(): { readonly columns: number; readonly rows: number }
}

/** A process of the fake: it can be sent signals and ends with a code. */
export type ToyProcess = {
  readonly surroundings: Surroundings
  readonly variables: Map<string, string>
  readonly traps: Map<string, string>
  directory: string
  /** What the script was given: its name, then its words. */
  positional: readonly string[]
  lastCode: number
  /** Aborted by SIGKILL. */
  readonly killed: AbortSignal
  /** Sleeps are cut short when a signal with a handler arrives. */
  interrupted: AbortController
  /** Signals that arrived and have a handler. */
  readonly pending: string[]
}

/** Leaves a process from wherever it is. */
export class Exit extends Error {
  readonly code: number
  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

export function createToyProcess(surroundings: Surroundings, killed: AbortSignal): ToyProcess {
  return {
    surroundings,
    variables: new Map(Object.entries(surroundings.environment)),
    traps: new Map(),
    directory: surroundings.workingDirectory,
    positional: ['sh'],
    lastCode: 0,
    killed,
    interrupted: new AbortController(),
    pending: [],
  }
}

/** The first process of a container ignores what it does not handle; true when it was handled. */
export function deliver(process: ToyProcess, signalName: string): boolean {
  const handler = process.traps.get(signalName)
  if (handler === undefined || handler === '') return false
  process.pending.push(handler)
  const { interrupted } = process
  process.interrupted = new AbortController()
  interrupted.abort()
  return true
}
