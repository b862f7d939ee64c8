import { describe, expect, test } from 'vitest'
import { applyChange, emptyTable } from './table.ts'
import type { FeedChange, Table } from './table.ts'

type Row = { readonly id: string; readonly state: string }
const idOf = (row: Row) => row.id
const web = { id: 'web', state: 'running' }
const db = { id: 'db', state: 'running' }
const after = (...changes: readonly FeedChange<Row>[]): Table<Row> =>
  changes.reduce<Table<Row>>((table, change) => applyChange(table, change, idOf), emptyTable)
const error = { code: 'unavailable', message: 'The machine is stopped.' } as const

describe('a table', () => {
  test('is loading until the first snapshot', () => {
    expect(emptyTable.status).toBe('loading')
    expect(after({ type: 'snapshot', rows: [web] })).toEqual({
      status: 'live',
      rows: new Map([['web', web]]),
    })
  })

  test('changes the rows that are named and keeps the identity of all others', () => {
    const before = after({ type: 'snapshot', rows: [web, db] })
    const stopped = { id: 'web', state: 'exited' }
    const next = applyChange(before, { type: 'change', upsert: [stopped], remove: [] }, idOf)
    expect(next.rows.get('web')).toBe(stopped)
    expect(next.rows.get('db')).toBe(before.rows.get('db'))
  })

  test('that was told nothing new stays the very same', () => {
    const before = after({ type: 'snapshot', rows: [web, db] })
    const again: FeedChange<Row> = { type: 'change', upsert: [{ ...web }], remove: ['gone'] }
    expect(applyChange(before, again, idOf)).toBe(before)
    const snapshot = applyChange(before, { type: 'snapshot', rows: [{ ...web }, { ...db }] }, idOf)
    expect(snapshot.rows).toBe(before.rows)
  })

  test('that a change removes from and adds to under one id has the added row', () => {
    const table = after(
      { type: 'snapshot', rows: [web] },
      { type: 'change', upsert: [{ id: 'web', state: 'created' }], remove: ['web'] },
    )
    expect(table.rows.get('web')).toEqual({ id: 'web', state: 'created' })
  })

  test('keeps its last known rows while the engine is unreachable', () => {
    const table = after({ type: 'snapshot', rows: [web] }, { type: 'unreachable', since: 5, error })
    expect(table).toEqual({ status: 'stale', rows: new Map([['web', web]]), error, since: 5 })
  })

  test('forgets the error and the rows that are gone when the engine is back', () => {
    const table = after(
      { type: 'snapshot', rows: [web, db] },
      { type: 'unreachable', since: 5, error },
      { type: 'snapshot', rows: [db] },
    )
    expect(table).toEqual({ status: 'live', rows: new Map([['db', db]]) })
  })
})
