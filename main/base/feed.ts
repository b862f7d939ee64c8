import type { ErrorData } from '../../preload/contract/errors.ts'

export type FeedItem<Row, Id> =
  | { readonly type: 'snapshot'; readonly rows: Row[] }
  | { readonly type: 'change'; readonly upsert: Row[]; readonly remove: Id[] }
  | { readonly type: 'unreachable'; readonly since: number; readonly error: ErrorData }

/** Rows by id that change, and everybody who follows them. */
export type Feed<Row, Id> = {
  get(id: Id): Row | undefined
  rows(): readonly Row[]
  upsert(row: Row): void
  remove(id: Id): void
  /** The rows stay, as history, until `reachable`. */
  unreachable(error: ErrorData): void
  reachable(): void
  /** First all, then what changed since the reader's last item: what it misses is never queued. */
  follow(signal: AbortSignal): AsyncIterable<FeedItem<Row, Id>>
}

type Follower<Id> = { readonly dirty: Set<Id>; isFresh: boolean; wake: () => void }

export function createFeed<Row, Id>(idOf: (row: Row) => Id): Feed<Row, Id> {
  const rows = new Map<Id, Row>()
  const followers = new Set<Follower<Id>>()
  let gone: { readonly since: number; readonly error: ErrorData } | undefined

  const touch = (id: Id) => {
    for (const follower of followers) {
      follower.dirty.add(id)
      follower.wake()
    }
  }
  const refresh = () => {
    for (const follower of followers) {
      follower.isFresh = true
      follower.wake()
    }
  }
  const next = (follower: Follower<Id>): FeedItem<Row, Id> | undefined => {
    const { dirty } = follower
    if (follower.isFresh) {
      follower.isFresh = false
      dirty.clear()
      return gone === undefined
        ? { type: 'snapshot', rows: [...rows.values()] }
        : { type: 'unreachable', ...gone }
    }
    if (dirty.size === 0 || gone !== undefined) return undefined
    const upsert: Row[] = []
    const remove: Id[] = []
    for (const id of dirty) {
      const row = rows.get(id)
      if (row === undefined) remove.push(id)
      else upsert.push(row)
    }
    dirty.clear()
    return { type: 'change', upsert, remove }
  }
  async function* follow(signal: AbortSignal) {
    const follower: Follower<Id> = { dirty: new Set(), isFresh: true, wake: () => undefined }
    const wake = () => follower.wake()
    followers.add(follower)
    signal.addEventListener('abort', wake, { once: true })
    try {
      while (!signal.aborted) {
        const item = next(follower)
        if (item === undefined) {
          await new Promise<void>((resolve) => {
            follower.wake = resolve
          })
        } else yield item
      }
    } finally {
      followers.delete(follower)
      signal.removeEventListener('abort', wake)
    }
  }
  return {
    get: (id) => rows.get(id),
    rows: () => [...rows.values()],
    upsert: (row) => {
      rows.set(idOf(row), row)
      touch(idOf(row))
    },
    remove: (id) => {
      if (rows.delete(id)) touch(id)
    },
    unreachable: (error) => {
      gone ??= { since: Date.now(), error }
      refresh()
    },
    reachable: () => {
      if (gone === undefined) return
      gone = undefined
      refresh()
    },
    follow,
  }
}
