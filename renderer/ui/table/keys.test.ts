import { expect, test } from 'vitest'
import { meaningOf } from './keys.ts'
import type { TableItem } from './model.ts'

const press = (key: string, modifiers: Partial<Record<'shiftKey' | 'ctrlKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
})
const row: TableItem = { type: 'row', id: 'web' }
const group: TableItem = { type: 'group', id: 'shop', isOpen: true, ids: ['web'] }

test('keys move, open, select and ask', () => {
  expect(
    [
      press('PageDown'),
      press('Enter'),
      press(' '),
      press('Delete'),
      press('F10', { shiftKey: true }),
    ].map((event) => meaningOf(event, row, 12)),
  ).toEqual([
    { type: 'select', step: { type: 'move', by: 12, isExtending: false } },
    { type: 'open', id: 'web' },
    { type: 'select', step: { type: 'toggle', key: 'web' } },
    { type: 'delete', id: 'web' },
    { type: 'menu', id: 'web' },
  ])
})

test('a group folds instead of opening', () => {
  expect([press('Enter'), press('ArrowRight')].map((event) => meaningOf(event, group, 12))).toEqual(
    [
      { type: 'fold', group, isOpen: false },
      { type: 'fold', group, isOpen: true },
    ],
  )
})

test('keys of the browser and of others are left alone', () => {
  expect(
    [press('k', { ctrlKey: true }), press('x'), press('Tab')].map((event) =>
      meaningOf(event, row, 12),
    ),
  ).toEqual([undefined, undefined, undefined])
})
