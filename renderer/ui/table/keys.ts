import type { GroupItem, TableItem } from './model.ts'
import type { SelectionStep } from './selection.ts'

export type TableKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

export type KeyMeaning =
  | { readonly type: 'select'; readonly step: SelectionStep }
  | { readonly type: 'open' | 'delete' | 'menu'; readonly id: string }
  | { readonly type: 'fold'; readonly group: GroupItem; readonly isOpen: boolean }

const step = (selection: SelectionStep): KeyMeaning => ({ type: 'select', step: selection })

function movement(event: TableKey, pageSize: number): KeyMeaning | undefined {
  const isExtending = event.shiftKey
  switch (event.key) {
    case 'ArrowDown':
      return step({ type: 'move', by: 1, isExtending })
    case 'ArrowUp':
      return step({ type: 'move', by: -1, isExtending })
    case 'PageDown':
      return step({ type: 'move', by: pageSize, isExtending })
    case 'PageUp':
      return step({ type: 'move', by: -pageSize, isExtending })
    case 'Home':
      return step({ type: 'go', to: 'first', isExtending })
    case 'End':
      return step({ type: 'go', to: 'last', isExtending })
    default:
      return undefined
  }
}

function onGroup(event: TableKey, group: GroupItem): KeyMeaning | undefined {
  switch (event.key) {
    case 'Enter':
      return { type: 'fold', group, isOpen: !group.isOpen }
    case 'ArrowLeft':
      return { type: 'fold', group, isOpen: false }
    case 'ArrowRight':
      return { type: 'fold', group, isOpen: true }
    default:
      return undefined
  }
}

function onRow(event: TableKey, id: string): KeyMeaning | undefined {
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    return { type: 'menu', id }
  }
  if (event.key === 'Enter') return { type: 'open', id }
  if (event.key === 'Delete') return { type: 'delete', id }
  return undefined
}

/** What a key means in a table, given where its cursor is. Undefined: not ours. */
export function meaningOf(
  event: TableKey,
  active: TableItem | undefined,
  pageSize: number,
): KeyMeaning | undefined {
  if (event.altKey) return undefined
  if (event.ctrlKey || event.metaKey) {
    return event.key === 'a' ? step({ type: 'all' }) : undefined
  }
  if (event.key === 'Escape') return step({ type: 'none' })
  if (active !== undefined && event.key === ' ') {
    const key = active.type === 'row' ? active.id : `group ${active.id}`
    return step({ type: 'toggle', key })
  }
  const special =
    active?.type === 'group' ? onGroup(event, active) : active && onRow(event, active.id)
  return special ?? movement(event, pageSize)
}
