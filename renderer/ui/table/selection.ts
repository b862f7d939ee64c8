import { keyOf } from './model.ts'
import type { TableItem } from './model.ts'

/** Kept by id, so that no update moves it. `active` is a key: a row's id or a group's. */
export type Selection = {
  readonly selected: ReadonlySet<string>
  readonly active?: string | undefined
  /** Where it was last seen: its neighbour takes over when it is gone. */
  readonly activeIndex: number
  /** Where a range began. */
  readonly anchor?: string | undefined
}

export const emptySelection: Selection = { selected: new Set(), activeIndex: 0 }

export type SelectionStep =
  | { readonly type: 'move'; readonly by: number; readonly isExtending: boolean }
  | { readonly type: 'go'; readonly to: 'first' | 'last'; readonly isExtending: boolean }
  | { readonly type: 'activate'; readonly key: string }
  | { readonly type: 'toggle'; readonly key: string }
  | { readonly type: 'range'; readonly key: string }
  | { readonly type: 'all' }
  | { readonly type: 'none' }

const indexOf = (items: readonly TableItem[], key: string | undefined) =>
  key === undefined ? -1 : items.findIndex((item) => keyOf(item) === key)

export function activeIndexOf(selection: Selection, items: readonly TableItem[]): number {
  if (selection.active === undefined) return -1
  const index = indexOf(items, selection.active)
  return index >= 0 ? index : Math.min(selection.activeIndex, items.length - 1)
}

const rowIds = (items: readonly TableItem[]): string[] =>
  items.flatMap((item) => (item.type === 'row' ? [item.id] : []))

const idsOf = (item: TableItem): readonly string[] => (item.type === 'row' ? [item.id] : item.ids)

function at(selection: Selection, items: readonly TableItem[], index: number): Selection {
  const item = items[index]
  return item === undefined ? selection : { ...selection, active: keyOf(item), activeIndex: index }
}

function range(selection: Selection, items: readonly TableItem[], index: number): Selection {
  const found = indexOf(items, selection.anchor ?? selection.active)
  const start = found < 0 ? index : found
  const anchor = items[start]
  const between = items.slice(Math.min(start, index), Math.max(start, index) + 1)
  return {
    ...at(selection, items, index),
    selected: new Set(rowIds(between)),
    anchor: anchor === undefined ? undefined : keyOf(anchor),
  }
}

function toggle(selection: Selection, items: readonly TableItem[], index: number): Selection {
  const item = items[index]
  if (item === undefined) return selection
  const ids = idsOf(item)
  const selected = new Set(selection.selected)
  const isOn = ids.every((id) => selected.has(id))
  for (const id of ids) {
    if (isOn) selected.delete(id)
    else selected.add(id)
  }
  return { ...at(selection, items, index), selected, anchor: keyOf(item) }
}

function move(selection: Selection, items: readonly TableItem[], index: number, extends_: boolean) {
  const inside = Math.max(0, Math.min(items.length - 1, index))
  if (extends_) return range(selection, items, inside)
  return { ...at(selection, items, inside), anchor: undefined }
}

/** The next selection: a pure function of the last, the order on screen and what was pressed. */
export function select(
  selection: Selection,
  items: readonly TableItem[],
  step: SelectionStep,
): Selection {
  switch (step.type) {
    case 'move': {
      const from = activeIndexOf(selection, items)
      const to = from < 0 ? (step.by > 0 ? 0 : items.length - 1) : from + step.by
      return move(selection, items, to, step.isExtending)
    }
    case 'go':
      return move(selection, items, step.to === 'first' ? 0 : items.length - 1, step.isExtending)
    case 'activate':
      return { ...at(selection, items, indexOf(items, step.key)), anchor: step.key }
    case 'toggle':
      return toggle(selection, items, indexOf(items, step.key))
    case 'range':
      return range(selection, items, indexOf(items, step.key))
    case 'all':
      return { ...selection, selected: new Set(items.flatMap(idsOf)) }
    case 'none':
      return { ...selection, selected: new Set(), anchor: undefined }
  }
}
