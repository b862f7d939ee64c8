import { ContainerId, type StatsBatch } from '../../../preload/contract/containers.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import type { Clients } from './client.ts'
import type { Listener } from './link.ts'
import {
  findPids,
  findTarget,
  sampleTargets,
  type StatsHost,
  type Target,
} from './stats-targets.ts'

/** The engine while it can be reached. */
export type StatsEngine = {
  readonly host: StatsHost
  readonly clients: Pick<Clients, 'tasks'>
  /** Hears every event from now on. */
  listen(listener: Listener): () => void
}

const everyMs = 2000
/** CPU needs two samples, and nobody wants to wait two seconds for it. */
const secondAfterMs = 1000
/** So many are read at once: the time of a sample is the time of its group. */
const groupSize = 16

/**
 * Measures the wanted containers that run, from the kernel's own files: at once, after a second, then
 * every two. While none of them runs nothing happens at all.
 */
export async function* followStats(
  engine: StatsEngine,
  namespace: Namespace,
  wanted: AsyncIterable<{ readonly ids: readonly ContainerId[] }>,
  signal: AbortSignal,
): AsyncGenerator<StatsBatch, void> {
  const rounds = createRounds(engine, namespace)
  const stop = () => rounds.wake()
  signal.addEventListener('abort', stop, { once: true })
  const unlisten = engine.listen((event, where) => {
    if (where !== namespace) return
    if (event.type === 'task-started') rounds.started(event.id, event.pid)
    else if (event.type === 'task-exited') rounds.ended(event.id)
  })
  const listening = (async () => {
    for await (const { ids } of wanted) rounds.want(ids)
  })()
  listening.catch((error: unknown) => rounds.fail(error))
  try {
    while (!signal.aborted) {
      const samples = await rounds.next()
      if (samples.length > 0) yield { samples }
      else if (!isOver(signal)) await rounds.due()
    }
  } finally {
    unlisten()
    signal.removeEventListener('abort', stop)
  }
}

// The type checker takes it for unchanged after an await.
const isOver = (signal: AbortSignal): boolean => signal.aborted

type Measured = { readonly target: Target; dueMs: number; count: number }

function createRounds({ host, clients }: StatsEngine, namespace: Namespace) {
  /** Wanted ones of which it is not known whether they run. */
  let unknown = new Set<ContainerId>()
  let wished = new Set<ContainerId>()
  const pids = new Map<ContainerId, number>()
  const measured = new Map<ContainerId, Measured>()
  let failure: Promise<never> | undefined
  let stirred = Promise.withResolvers<void>()

  const wake = () => stirred.resolve()

  const resolveUnknown = async () => {
    if (unknown.size === 0) return
    const ids = [...unknown]
    unknown = new Set()
    for (const [id, pid] of await findPids(clients, namespace, ids)) pids.set(id, pid)
  }
  const findTargets = async () => {
    const fresh = [...pids]
    pids.clear()
    const found = await Promise.all(fresh.map(([id, pid]) => findTarget(host, id, pid)))
    for (const target of found) {
      if (target === undefined || !wished.has(target.id)) continue
      measured.set(target.id, { target, dueMs: 0, count: 0 })
    }
  }
  const measure = async (due: readonly Measured[]) => {
    const samples = await sampleTargets(
      host,
      due.map(({ target }) => target),
    )
    const now = performance.now()
    for (const [index, entry] of due.entries()) {
      entry.count++
      entry.dueMs = nextDue(now, entry.count)
      if (samples[index] !== undefined || measured.get(entry.target.id) !== entry) continue
      // Its group is gone: it ended, or was started again and the event is still to come.
      measured.delete(entry.target.id)
    }
    return samples.filter((sample) => sample !== undefined)
  }

  return {
    wake,
    fail: (error: unknown) => {
      failure = Promise.reject(error instanceof Error ? error : new Error(String(error)))
      failure.catch(() => undefined) // Thrown to who asks for the next round.
      wake()
    },
    want(ids: readonly ContainerId[]) {
      const before = wished
      wished = new Set(ids)
      for (const id of measured.keys()) if (!wished.has(id)) measured.delete(id)
      unknown = new Set([
        ...[...unknown].filter((id) => wished.has(id)),
        ...ids.filter((id) => !before.has(id)),
      ])
      wake()
    },
    started(id: string, pid: number) {
      const known = ContainerId.safeParse(id)
      if (!known.success || !wished.has(known.data)) return
      pids.set(known.data, pid)
      wake()
    },
    ended(id: string) {
      for (const known of [...measured.keys()]) if (known === id) measured.delete(known)
    },
    /** Samples of all that are due; none when there is nothing to do before {@link due}. */
    async next() {
      stirred = Promise.withResolvers()
      if (failure !== undefined) return failure
      await resolveUnknown()
      await findTargets()
      const now = performance.now()
      const due = [...measured.values()].filter((entry) => entry.dueMs <= now)
      const samples = []
      for (let start = 0; start < due.length; start += groupSize)
        samples.push(...(await measure(due.slice(start, start + groupSize))))
      return samples
    },
    /** Resolves when a round is due; without anything to measure, only when something happens. */
    async due() {
      const first = Math.min(...[...measured.values()].map(({ dueMs }) => dueMs))
      if (first === Infinity) return stirred.promise
      const timer = setTimeout(wake, Math.max(0, first - performance.now()))
      await stirred.promise
      clearTimeout(timer)
    },
  }
}

/** On common beats, so that what came at different times is soon read together. */
function nextDue(now: number, count: number): number {
  if (count === 1) return now + secondAfterMs
  return (Math.floor((now + everyMs / 4) / everyMs) + 1) * everyMs
}
