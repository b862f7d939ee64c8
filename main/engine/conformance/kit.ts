import { expect } from 'vitest'
import type { Container, ContainerId, LogBatch } from '../../../preload/contract/containers.ts'
import { AppError, type ErrorData } from '../../../preload/contract/errors.ts'
import { RunSpec } from '../../../preload/contract/run.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Engine, Shell } from '../engine.ts'

/** An engine that runs, with the image {@link image} and no containers. */
export type EngineUnderTest = {
  readonly engine: Engine
  readonly machine: Machine
  readonly namespace: Namespace
  /** Called when all is done. */
  stop(): Promise<void>
}

/** What `busybox:1.35` stands for. */
export const image = 'docker.io/library/busybox:1.35'

const plain = {
  image: 'busybox:1.35',
  ports: [],
  mounts: [],
  environment: [],
  labels: [],
  addedCapabilities: [],
  droppedCapabilities: [],
  isPrivileged: false,
  isReadOnly: false,
  hasTerminal: false,
  usesInit: false,
  removesItself: false,
  starts: true,
  pull: 'never',
} as const

export const specOf = (more: Partial<RunSpec>): RunSpec => RunSpec.parse({ ...plain, ...more })

/** A script that ends with 3 when it is asked to, and at once. */
export const obedient = ['sh', '-c', 'trap "exit 3" TERM; while true; do sleep 0.1; done']
/** A process that lasts longer than any test. */
export const lasting = ['sleep', '1000']

export const never: AbortSignal = new AbortController().signal

export type Kit = ReturnType<typeof createKit>

/** The words in which the suite speaks. */
export function createKit({ engine, namespace, machine }: EngineUnderTest) {
  const { containers } = engine
  const run = (more: Partial<RunSpec>, signal: AbortSignal = never): Promise<ContainerId> =>
    containers.run(namespace, specOf({ network: 'none', ...more }), () => undefined, signal)
  const rows = () => until(() => true)

  /** All rows, as soon as they are as wanted. */
  async function until(
    isWanted: (rows: ReadonlyMap<ContainerId, Container>) => boolean,
  ): Promise<ReadonlyMap<ContainerId, Container>> {
    const known = new Map<ContainerId, Container>()
    for await (const item of containers.follow(namespace, never)) {
      if (item.type === 'unreachable') continue
      if (item.type === 'snapshot') {
        known.clear()
        for (const row of item.rows) known.set(row.id, row)
      } else {
        for (const row of item.upsert) known.set(row.id, row)
        for (const id of item.remove) known.delete(id)
      }
      if (isWanted(known)) return known
    }
    throw new Error('A follow ended by itself.')
  }

  /** One row, as soon as it has the state. */
  async function row(id: ContainerId, state?: Container['state']): Promise<Container> {
    const isWanted = (found: Container | undefined) =>
      found !== undefined && (state === undefined || found.state === state)
    const found = (await until((all) => isWanted(all.get(id)))).get(id)
    if (found === undefined) throw new Error('The row is gone.')
    return found
  }

  async function removeAll(): Promise<void> {
    const options = { force: true, removeAnonymousVolumes: true }
    for (const id of (await rows()).keys())
      await containers.remove(namespace, id, options).catch(ignoreMissing)
    await until((all) => all.size === 0)
  }

  async function logLines(id: ContainerId, more: { tail?: number; since?: number } = {}) {
    const request = { connection: engine.connection, namespace, id, follow: false, ...more }
    const batches: LogBatch[] = []
    for await (const batch of containers.logs(request, never)) batches.push(batch)
    return linesOf(batches)
  }

  return {
    ...{ engine, containers, namespace, machine },
    run,
    until,
    row,
    rows,
    removeAll,
    logLines,
  }
}

export type Line = { readonly at: number; readonly stream: string; readonly text: string }

export const linesOf = (batches: readonly LogBatch[]): Line[] =>
  batches.flatMap(({ times, streams, texts }) => {
    const lines = texts.split('\n')
    return times.map((at, index) => ({
      at,
      stream: streams[index] ?? '',
      text: lines[index] ?? '',
    }))
  })

function ignoreMissing(error: unknown): void {
  if (!(error instanceof AppError && error.data.code === 'not-found')) throw error
}

/** What a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<ErrorData> {
  try {
    await promise
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    if (error instanceof AppError) return error.data
  }
  throw new Error('It did not fail.')
}

/** What a shell has said, as soon as the text is in it. */
export function listen(shell: Shell) {
  let heard = ''
  let changed = Promise.withResolvers<undefined>()
  const over = (async () => {
    for await (const text of shell.output) {
      heard += text
      changed.resolve(undefined)
      changed = Promise.withResolvers()
    }
  })()
  return {
    heard: () => heard,
    until: async (text: string) => {
      while (!heard.includes(text)) await Promise.race([changed.promise, over.then(throwEnd)])
      return heard
    },
    over,
  }
  function throwEnd(): never {
    throw new Error(`The shell ended after: ${heard}`)
  }
}
