import { isDeepStrictEqual } from 'node:util'
import type { ErrorData } from '../../../preload/contract/errors.ts'

export type FeedItem<Row, Id> =
  | { readonly type: 'snapshot'; readonly rows: Row[] }
  | { readonly type: 'change'; readonly upsert: Row[]; readonly remove: Id[] }
  | { readonly type: 'unreachable'; readonly since: number; readonly error: ErrorData }

/**
 * Rows by id, and everybody who follows them. A follower that is slow finds what it missed as one
 * change: nothing grows with the time it takes.
 */
export type Feed<Row, Id extends string> = {
  rows(): ReadonlyMap<Id, Row>
  /** Replaces all rows. */
  snapshot(rows: readonly (readonly [Id, Row])[]): void
  /** Whether anything changed: rows equal to what is there are not told.*/
  upsert(id: Id, row: Row): boolean
  remove(id: Id): boolean
  unreachable(error: ErrorData, since: number): void
  /** Waits for the first snapshot or failure; ends only by the signal. */
  follow(signal: AbortSignal): AsyncIterable<FeedItem<Row, Id>>
}

type Follower<Id> = {
  /** What it has to be told, in this order. */
  isStale: boolean
  readonly upserted: Set<Id>
  readonly removed: Set<Id>
  wake: () => void
}

type Status =
  | { readonly type: 'waiting' | 'live' }
  | { readonly type: 'unreachable'; readonly error: ErrorData; readonly since: number }

export function createFeed<Row, Id extends string>(): Feed<Row, Id> {
  const followers = new Set<Follower<Id>>()
  let rows = new Map<Id, Row>()
  let status: Status = { type: 'waiting' }

  const restart = () => {
    for (const follower of followers) {
      follower.isStale = true
      follower.upserted.clear()
      follower.removed.clear()
      follower.wake()
    }
  }

  const take = (follower: Follower<Id>): FeedItem<Row, Id> | undefined => {
    if (status.type === 'waiting') return undefined
    if (follower.isStale) {
      follower.isStale = false
      if (status.type === 'unreachable') return status
      return { type: 'snapshot', rows: [...rows.values()] }
    }
    if (status.type !== 'live') return undefined
    if (follower.upserted.size + follower.removed.size === 0) return undefined
    const upsert = [...follower.upserted].flatMap((id) => rows.get(id) ?? [])
    const remove = [...follower.removed]
    follower.upserted.clear()
    follower.removed.clear()
    return { type: 'change', upsert, remove }
  }

  return {
    rows: () => rows,
    snapshot: (all) => {
      rows = new Map(all)
      status = { type: 'live' }
      restart()
    },
    upsert: (id, row) => {
      if (isDeepStrictEqual(rows.get(id), row)) return false
      rows.set(id, row)
      for (const follower of followers) {
        follower.removed.delete(id)
        follower.upserted.add(id)
        follower.wake()
      }
      return true
    },
    remove: (id) => {
      if (!rows.delete(id)) return false
      for (const follower of followers) {
        follower.upserted.delete(id)
        follower.removed.add(id)
        follower.wake()
      }
      return true
    },
    unreachable: (error, since) => {
      status = { type: 'unreachable', error, since }
      restart()
    },
    async *follow(signal) {
      const follower: Follower<Id> = {
        isStale: true,
        upserted: new Set(),
        removed: new Set(),
        wake: () => undefined,
      }
      const wake = () => follower.wake()
      followers.add(follower)
      signal.addEventListener('abort', wake, { once: true })
      try {
        while (!signal.aborted) {
          const { promise, resolve } = Promise.withResolvers<undefined>()
          follower.wake = () => resolve(undefined)
          const item = take(follower)
          if (item === undefined) await promise
          else yield item
        }
      } finally {
        followers.delete(follower)
        signal.removeEventListener('abort', wake)
      }
    },
  }
}
