import type { CallOptions } from '@connectrpc/connect'
import type { AppError } from '../../../preload/contract/errors.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { inNamespace } from './client.ts'
import { createFeed, type Feed, type FeedItem } from './feed.ts'
import type { EngineEvent } from './events.ts'
import { fromGrpc } from './grpc-errors.ts'
import type { Link, Up } from './link.ts'

/** How one kind of object is read from a connection that stands. */
export type Source<Row, Id extends string> = {
  /** All rows as they are now. Also called every minute, as the safety net of the events. */
  load(options: CallOptions): Promise<readonly (readonly [Id, Row])[]>
  /** Tells what an event changes, now or later; `rows` is what is known. */
  hear(event: EngineEvent, namespace: string): void
}

/** What a source may do to the table while its connection stands; void afterwards. */
export type Patch<Row, Id extends string> = {
  rows(): ReadonlyMap<Id, Row>
  upsert(id: Id, row: Row): void
  remove(id: Id): void
  /** Runs something whose failure reconciliation will mend. */
  later(work: Promise<void>): void
}

export type Table<Row, Id extends string> = {
  follow(signal: AbortSignal): AsyncIterable<FeedItem<Row, Id>>
  dispose(): void
}

/** Rows that reconciliation had to correct, because no event had told of them, or why it failed. */
export type Trouble = {
  readonly table: string
  readonly corrected: readonly string[]
  readonly error?: AppError
}

// Events tell everything; this finds what they lost, so it may be slow.
const reconcileEveryMs = 60_000
const loadTimeoutMs = 30_000

/**
 * A live list that everybody who looks at the same objects shares: loaded when the connection is
 * made, patched by events, reconciled every minute, unreachable while there is no connection.
 */
export function createTable<Row, Id extends string>(options: {
  readonly name: string
  readonly link: Link
  /** Absent: what is in no namespace. */
  readonly namespace?: Namespace
  /** Which events of its namespace concern it. */
  concerns(event: EngineEvent, namespace: string): boolean
  open(up: Up, patch: Patch<Row, Id>): Source<Row, Id>
  onTrouble?: ((trouble: Trouble) => void) | undefined
}): Table<Row, Id> {
  const feed = createFeed<Row, Id>()
  const disposed = new AbortController()

  const attend = async (up: Up) => {
    const ended = AbortSignal.any([up.lost, disposed.signal])
    let isLoaded = false
    const touched = new Set<string>()
    const waiting: (readonly [EngineEvent, string])[] = []
    const isOver = () => ended.aborted
    const patch: Patch<Row, Id> = {
      rows: () => feed.rows(),
      upsert: (id, row) => {
        if (!isOver()) feed.upsert(id, row)
      },
      remove: (id) => {
        if (!isOver()) feed.remove(id)
      },
      later: (work) =>
        void work.catch((error: unknown) => {
          if (isOver()) return
          const trouble = fromGrpc(error, `Reading the ${options.name}`)
          if (isSilence(trouble)) up.abandon(trouble)
          else options.onTrouble?.({ table: options.name, corrected: [], error: trouble })
        }),
    }
    const source = options.open(up, patch)
    const unlisten = up.listen((event, namespace) => {
      if (options.namespace !== undefined && options.namespace !== namespace) return
      if (!options.concerns(event, namespace)) return
      touched.add('id' in event ? event.id : event.name)
      if (isLoaded) source.hear(event, namespace)
      else waiting.push([event, namespace])
    })
    ended.addEventListener('abort', unlisten, { once: true })
    const load = () =>
      source.load({
        ...(options.namespace === undefined ? {} : inNamespace(options.namespace)),
        signal: ended,
        timeoutMs: loadTimeoutMs,
      })
    const rows = await load()
    if (isOver()) return
    isLoaded = true
    feed.snapshot(rows)
    for (const [event, namespace] of waiting) source.hear(event, namespace)
    const timer = setInterval(() => patch.later(reconcile()), reconcileEveryMs)
    timer.unref()
    ended.addEventListener('abort', () => clearInterval(timer), { once: true })

    const reconcile = async () => {
      touched.clear()
      const now = await load()
      if (isOver()) return
      const found = correct(feed, now, touched)
      if (found.length > 0) options.onTrouble?.({ table: options.name, corrected: found })
    }
  }

  const run = async () => {
    for await (const state of options.link.follow(disposed.signal)) {
      if (state.type === 'down') feed.unreachable(state.error, state.since)
      if (state.type !== 'up') continue
      try {
        await attend(state)
      } catch (error) {
        // The link makes a new connection, and says in between that there is none.
        if (!state.lost.aborted) state.abandon(fromGrpc(error, `Reading the ${options.name}`))
      }
    }
  }
  void run() // it ends with the signal, and nothing in it throws

  return { follow: (signal) => feed.follow(signal), dispose: () => disposed.abort() }
}

const isSilence = ({ data }: AppError): boolean =>
  data.code === 'unavailable' || data.code === 'timeout'

/** Makes the rows what they are now, but for those that events have changed since; says which. */
function correct<Row, Id extends string>(
  feed: Feed<Row, Id>,
  now: readonly (readonly [Id, Row])[],
  touched: ReadonlySet<string>,
): readonly Id[] {
  const found: Id[] = []
  const settled = now.filter(([id]) => !touched.has(id))
  for (const [id, row] of settled) if (feed.upsert(id, row)) found.push(id)
  const present = new Set(now.map(([id]) => id))
  for (const id of [...feed.rows().keys()])
    if (!present.has(id) && !touched.has(id) && feed.remove(id)) found.push(id)
  return found
}
