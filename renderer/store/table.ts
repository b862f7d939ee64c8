import type { ErrorData } from '../../preload/contract/errors.ts'
import { isEqual } from '../lib/equal.ts'

/** A list as every feed of the contract tells it. */
export type FeedChange<Row> =
  | { readonly type: 'snapshot'; readonly rows: readonly Row[] }
  | { readonly type: 'change'; readonly upsert: readonly Row[]; readonly remove: readonly string[] }
  | { readonly type: 'unreachable'; readonly since: number; readonly error: ErrorData }

/** `stale`: the rows are what was last known, and `error` says why there is no newer word. */
export type Table<Row> = {
  readonly status: 'loading' | 'live' | 'stale'
  readonly rows: ReadonlyMap<string, Row>
  readonly error?: ErrorData
  readonly since?: number
}

export const emptyTable = { status: 'loading', rows: new Map<string, never>() } as const

const kept = <Row>(before: Row | undefined, after: Row): Row =>
  before !== undefined && isEqual(before, after) ? before : after

const isSameMap = <Row>(a: ReadonlyMap<string, Row>, b: ReadonlyMap<string, Row>) =>
  a.size === b.size && Array.from(a).every(([id, row]) => b.get(id) === row)

function changed<Row>(
  before: ReadonlyMap<string, Row>,
  { upsert, remove }: Extract<FeedChange<Row>, { type: 'change' }>,
  idOf: (row: Row) => string,
): ReadonlyMap<string, Row> {
  const gone = remove.filter((id) => before.has(id))
  const fresh = upsert.filter((row) => {
    const old = before.get(idOf(row))
    return old === undefined || gone.includes(idOf(row)) || !isEqual(old, row)
  })
  if (gone.length === 0 && fresh.length === 0) return before
  const rows = new Map(before)
  for (const id of gone) rows.delete(id)
  for (const row of fresh) rows.set(idOf(row), row)
  return rows
}

/** What did not change keeps its identity: each row, and the map when no row changed. */
export function applyChange<Row>(
  table: Table<Row>,
  change: FeedChange<Row>,
  idOf: (row: Row) => string,
): Table<Row> {
  switch (change.type) {
    case 'snapshot': {
      const entries = change.rows.map(
        (row) => [idOf(row), kept(table.rows.get(idOf(row)), row)] as const,
      )
      const rows = new Map(entries)
      return { status: 'live', rows: isSameMap(table.rows, rows) ? table.rows : rows }
    }
    case 'change': {
      const rows = changed(table.rows, change, idOf)
      return rows === table.rows ? table : { ...table, rows }
    }
    case 'unreachable':
      return { status: 'stale', rows: table.rows, error: change.error, since: change.since }
  }
}
