import { expect, test } from 'vitest'
import { arrange, isSameOrder } from './arrange.ts'

type Row = { readonly id: string; readonly size: number; readonly project?: string }
const rows: readonly Row[] = [
  { id: 'c', size: 1, project: 'shop' },
  { id: 'a', size: 3 },
  { id: 'b', size: 2, project: 'mail' },
  { id: 'd', size: 1, project: 'shop' },
]
const base = {
  rows,
  idOf: (row: Row) => row.id,
  columns: [{ id: 'size', sort: (a: Row, b: Row) => a.size - b.size }],
}
const ids = (items: ReturnType<typeof arrange>) =>
  items.map((item) => (item.type === 'row' ? item.id : `[${item.id}]`)).join(' ')

test('rows are sorted by the column, and equal ones by id in either direction', () => {
  expect(ids(arrange({ ...base, sort: { column: 'size', isDescending: false } }))).toBe('c d b a')
  expect(ids(arrange({ ...base, sort: { column: 'size', isDescending: true } }))).toBe('a b c d')
})

test('groups stand where their first row does, rows without a group after them', () => {
  const grouped = arrange({
    ...base,
    sort: { column: 'size', isDescending: false },
    groupOf: (row) => row.project,
  })
  expect(ids(grouped)).toBe('[shop] c d [mail] b a')
})

test('a closed group keeps its rows to itself', () => {
  const items = arrange({
    ...base,
    sort: { column: 'size', isDescending: false },
    groupOf: (row) => row.project,
    closedGroups: new Set(['shop']),
  })
  expect(items[0]).toEqual({ type: 'group', id: 'shop', isOpen: false, ids: ['c', 'd'] })
  expect(ids(items)).toBe('[shop] [mail] b a')
})

test('an order is the same when only what is in the rows changed', () => {
  const grouped = { ...base, groupOf: (row: Row) => row.project }
  expect(isSameOrder(arrange(grouped), arrange(grouped))).toBe(true)
  expect(
    isSameOrder(arrange(grouped), arrange({ ...grouped, closedGroups: new Set(['mail']) })),
  ).toBe(false)
})
