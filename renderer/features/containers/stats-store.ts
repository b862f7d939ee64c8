import type { ContainerId, StatsSample } from '../../../preload/contract/containers.ts'
import type { Contract } from '../../../preload/contract/index.ts'
import type { Client } from '../../../preload/contract/derive.ts'
import type { Scope } from '../../../preload/contract/scope.ts'

/** Five minutes of a sample every two seconds. */
export const keptSamples = 150

export type StatsStore = {
  /** Asks for samples of a container until the returned function is called. */
  readonly want: (id: ContainerId) => () => void
  /** The last five minutes, oldest first; the same array until there is a new sample. */
  readonly samples: (id: ContainerId) => readonly StatsSample[]
  readonly subscribe: (changed: () => void) => () => void
  /** Nothing is measured for a page that nobody sees. */
  readonly setVisible: (isVisible: boolean) => void
}

const none: readonly StatsSample[] = []
/** Rows come and go in bursts while a list is scrolled. */
const settleMs = 120
const retryMs = 2_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

type Stream = ReturnType<Client<Contract>['containers']['stats']>

export function createStatsStore(open: (signal: AbortSignal) => Stream): StatsStore {
  const wanted = new Map<ContainerId, number>()
  const kept = new Map<ContainerId, readonly StatsSample[]>()
  const listeners = new Set<() => void>()
  let isVisible = true
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: { readonly controller: AbortController; stream?: Stream } | undefined

  const take = (samples: readonly StatsSample[]) => {
    for (const sample of samples) {
      kept.set(sample.id, [...(kept.get(sample.id) ?? none), sample].slice(-keptSamples))
    }
    for (const listener of listeners) listener()
  }
  const tell = () => {
    // A stream that broke is opened anew, and told then.
    void running?.stream
      ?.send({ ids: Array.from(wanted.keys()).slice(0, 2000) })
      .catch(() => undefined)
  }
  const follow = async (mine: NonNullable<typeof running>) => {
    const { signal } = mine.controller
    while (!isOver(signal)) {
      try {
        const stream = open(signal)
        mine.stream = stream
        tell()
        for await (const { samples } of stream) {
          if (isOver(signal)) return
          take(samples)
        }
      } catch (error) {
        // The list itself says that the engine is away; figures come back with it.
        if (!(error instanceof Error)) throw error
      }
      if (!isOver(signal)) await pause(retryMs)
    }
  }
  const settle = () => {
    const isNeeded = isVisible && wanted.size > 0
    if (!isNeeded) {
      running?.controller.abort()
      running = undefined
    } else if (running === undefined) {
      running = { controller: new AbortController() }
      // Never rejects but for a fault of ours, which is to be seen.
      void follow(running)
    } else tell()
  }
  const plan = () => {
    clearTimeout(timer)
    timer = setTimeout(settle, settleMs)
  }
  return {
    want: (id) => {
      wanted.set(id, (wanted.get(id) ?? 0) + 1)
      plan()
      return () => {
        const many = (wanted.get(id) ?? 1) - 1
        if (many === 0) wanted.delete(id)
        else wanted.set(id, many)
        plan()
      }
    },
    samples: (id) => kept.get(id) ?? none,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    setVisible: (visible) => {
      isVisible = visible
      plan()
    },
  }
}

const isOver = ({ aborted }: AbortSignal) => aborted

const stores = new Map<string, StatsStore>()

/** One for each scope, kept from page to page: lines go on where they were. */
export function statsFor(client: Client<Contract>, scope: Scope): StatsStore {
  const key = `${scope.connection}/${scope.namespace}`
  const present = stores.get(key)
  if (present !== undefined) return present
  const made = createStatsStore((signal) => client.containers.stats(scope, { signal }))
  stores.set(key, made)
  return made
}
