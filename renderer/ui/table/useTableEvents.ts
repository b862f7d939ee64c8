import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from 'react'
import { meaningOf } from './keys.ts'
import { keyOf } from './model.ts'
import type { GroupItem, TableItem } from './model.ts'
import type { SelectionStep } from './selection.ts'
import { rowHeight } from './useWindow.ts'

type Point = { readonly x: number; readonly y: number }

type Doing = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly items: readonly TableItem[]
  readonly active: number
  readonly change: (step: SelectionStep) => void
  readonly open: ((id: string) => void) | undefined
  readonly remove: (id: string) => void
  readonly menu: (id: string, point: Point) => void
  readonly fold: ((group: GroupItem, isOpen: boolean) => void) | undefined
}

/** Where in the table an event happened; nothing for what bubbled here out of a menu's portal. */
function placeOf(event: MouseEvent<HTMLElement>) {
  const { target, currentTarget } = event
  if (!(target instanceof Element) || !currentTarget.contains(target)) return undefined
  const row = target.closest<HTMLElement>('[data-key]')
  const key = row?.dataset['key']
  if (row === null || key === undefined) return undefined
  const inside = target.closest('a, button, input, select, [role="button"]')
  const isCheck = inside?.matches('[data-check]') === true
  const isOurs = isCheck || inside?.matches('[data-fold]') === true
  return { key, isCheck, isControl: inside !== null && !isOurs }
}

function useClick({ items, change, open, fold }: Doing) {
  return (event: MouseEvent<HTMLElement>) => {
    const place = placeOf(event)
    if (place === undefined || place.isControl) return
    const { key } = place
    const isToggle = place.isCheck || event.ctrlKey || event.metaKey
    const type = event.shiftKey ? 'range' : isToggle ? 'toggle' : 'activate'
    change({ type, key })
    if (type !== 'activate') return
    const item = items.find((one) => keyOf(one) === key)
    if (item?.type === 'group') fold?.(item, !item.isOpen)
    else open?.(key)
  }
}

const below = (scroller: HTMLDivElement | null): Point => {
  const active = scroller?.getAttribute('aria-activedescendant')
  const row = document.getElementById(active ?? '')?.getBoundingClientRect()
  return row === undefined ? { x: 0, y: 0 } : { x: row.left + 44, y: row.bottom - 4 }
}

function useKeys({ scroller, items, active, change, open, remove, menu, fold }: Doing) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) {
      if (event.key === 'Escape') scroller.current?.focus()
      return
    }
    const pageSize = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight()) - 2)
    const meaning = meaningOf(event, items[active], pageSize)
    if (meaning === undefined) return
    event.preventDefault()
    if (meaning.type === 'select') change(meaning.step)
    else if (meaning.type === 'fold') fold?.(meaning.group, meaning.isOpen)
    else if (meaning.type === 'open') open?.(meaning.id)
    else if (meaning.type === 'delete') remove(meaning.id)
    else menu(meaning.id, below(scroller.current))
  }
}

/** One set of listeners for all rows. */
export function useTableEvents(doing: Doing) {
  const { items, active, change, menu } = doing
  return {
    tabIndex: 0,
    onClick: useClick(doing),
    onKeyDown: useKeys(doing),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      // Coming in by keyboard, the cursor has to be somewhere; a pointer says itself where.
      const first = items[0]
      const isByKeyboard =
        event.target === event.currentTarget && event.currentTarget.matches(':focus-visible')
      if (isByKeyboard && active < 0 && first !== undefined) {
        change({ type: 'activate', key: keyOf(first) })
      }
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      const place = placeOf(event)
      if (place === undefined || place.key.startsWith('group ')) return
      event.preventDefault()
      change({ type: 'activate', key: place.key })
      menu(place.key, { x: event.clientX, y: event.clientY })
    },
  }
}
