import { describe, expect, test } from 'vitest'
import type { TableItem } from './model.ts'
import { activeIndexOf, emptySelection, select } from './selection.ts'
import type { Selection, SelectionStep } from './selection.ts'

const row = (id: string): TableItem => ({ type: 'row', id })
const items: readonly TableItem[] = [
  { type: 'group', id: 'shop', isOpen: true, ids: ['a', 'b'] },
  row('a'),
  row('b'),
  row('c'),
]
const after = (...steps: readonly SelectionStep[]): Selection =>
  steps.reduce((selection, step) => select(selection, items, step), emptySelection)
const chosen = (selection: Selection) => [...selection.selected].join(' ')

describe('the cursor', () => {
  test('enters at the first item and stops at the ends', () => {
    expect(after({ type: 'move', by: 1, isExtending: false }).active).toBe('group shop')
    expect(
      after(
        { type: 'go', to: 'last', isExtending: false },
        { type: 'move', by: 9, isExtending: false },
      ).active,
    ).toBe('c')
  })
  test('stays at its place when its item goes', () => {
    const selection = after({ type: 'activate', key: 'b' })
    expect(activeIndexOf(selection, [row('a'), row('c'), row('d')])).toBe(2)
    expect(activeIndexOf(selection, [row('a')])).toBe(0)
  })
  test('keeps its item when the order changes', () => {
    expect(activeIndexOf(after({ type: 'activate', key: 'b' }), [row('b'), row('a')])).toBe(0)
  })
})

describe('the selection', () => {
  test('grows and shrinks by shift from where it began', () => {
    const down = { type: 'move', by: 1, isExtending: true } as const
    const up = { type: 'move', by: -1, isExtending: true } as const
    const start = { type: 'activate', key: 'a' } as const
    expect(chosen(after(start, down, down))).toBe('a b c')
    expect(chosen(after(start, down, down, up))).toBe('a b')
  })
  test('takes a whole group, and gives it back', () => {
    const toggle = { type: 'toggle', key: 'group shop' } as const
    expect(chosen(after(toggle))).toBe('a b')
    expect(chosen(after(toggle, toggle))).toBe('')
  })
  test('by shift and click reaches from the last toggled row', () => {
    expect(chosen(after({ type: 'toggle', key: 'a' }, { type: 'range', key: 'c' }))).toBe('a b c')
  })
  test('of all includes rows of closed groups', () => {
    const closed: TableItem[] = [{ type: 'group', id: 'shop', isOpen: false, ids: ['a', 'b'] }]
    expect(chosen(select(emptySelection, closed, { type: 'all' }))).toBe('a b')
  })
})
