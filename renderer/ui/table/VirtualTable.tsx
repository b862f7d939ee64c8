import { useEffect, useId, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { cx } from '../../lib/cx.ts'
import { useIsSlow } from '../Skeleton.tsx'
import { keyOf } from './model.ts'
import type { GroupItem, RowSource, Sort, TableItem } from './model.ts'
import { rowView } from './row-view.ts'
import { activeIndexOf, select } from './selection.ts'
import type { Selection, SelectionStep } from './selection.ts'
import { SkeletonRows } from './SkeletonRows.tsx'
import css from './table.module.css'
import { TableHead } from './TableHead.tsx'
import { GroupRow, TableRow } from './TableRow.tsx'
import { useTableEvents } from './useTableEvents.ts'
import { rowHeight, useWindow } from './useWindow.ts'
import type { ColumnLayout } from './useColumns.ts'

export type VirtualTableProps<Row> = {
  /** Its accessible name: `Containers`. */
  label: string
  layout: ColumnLayout<Row>
  items: readonly TableItem[]
  source: RowSource<Row>
  /** What a row is called. A constant function, as all that draw rows. */
  nameOf: (row: Row) => string
  selection: Selection
  onSelection: (selection: Selection) => void
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
  /** The row whose details are shown. */
  openId?: string | undefined
  onOpen?: ((id: string) => void) | undefined
  /** Delete was pressed: ask about these. */
  onDelete?: ((ids: readonly string[]) => void) | undefined
  onContextMenu?:
    | ((ids: readonly string[], point: { readonly x: number; readonly y: number }) => void)
    | undefined
  onFold?: ((group: GroupItem, isOpen: boolean) => void) | undefined
  /** Buttons of a row, there on hover and when the cursor is on it. */
  rowActions?: ((row: Row) => ReactNode) | undefined
  groupContent?: ((group: GroupItem) => ReactNode) | undefined
  groupActions?: ((group: GroupItem) => ReactNode) | undefined
  isLoading?: boolean | undefined
  /** The rows are what was last known: dimmed. */
  isStale?: boolean | undefined
  /** Said instead of rows: what this list is for, or that nothing matches. */
  placeholder?: ReactNode
}

/** What a verb on a row is about: the whole selection when the row is in it, else the row. */
const concerned = (selection: Selection, id: string): readonly string[] =>
  selection.selected.has(id) ? [...selection.selected] : [id]

const noGroup = () => undefined

function Body<Row>(
  props: VirtualTableProps<Row> & {
    active: number
    domId: (index: number) => string
    window: ReturnType<typeof useWindow>
  },
) {
  const { items, selection, layout, source, nameOf, rowActions, active, window: virtual } = props
  const view = useMemo(
    () => rowView(source, layout.shown, nameOf, rowActions),
    [source, layout.shown, nameOf, rowActions],
  )
  return (
    <div role="rowgroup" className={css['body']} style={{ height: virtual.height }}>
      {virtual.rows.map(({ index, top }) => {
        const item = items[index]
        if (item === undefined) return undefined
        const at = { domId: props.domId(index), index, top, isActive: index === active }
        return item.type === 'row' ? (
          <TableRow
            key={item.id}
            id={item.id}
            view={view}
            isSelected={selection.selected.has(item.id)}
            isOpen={item.id === props.openId}
            {...at}
          />
        ) : (
          <GroupRow
            key={keyOf(item)}
            item={item}
            content={props.groupContent ?? noGroup}
            actions={props.groupActions}
            columnCount={layout.shown.length + 1}
            checked={item.ids.every((id) => selection.selected.has(id))}
            {...at}
          />
        )
      })}
    </div>
  )
}

const selectAll = (
  { selected }: Selection,
  items: readonly TableItem[],
  change: (step: SelectionStep) => void,
) => {
  const isAll =
    items.length > 0 && items.every((item) => item.type === 'group' || selected.has(item.id))
  return {
    isAll: isAll && selected.size > 0,
    isSome: selected.size > 0,
    toggle: () => change({ type: isAll && selected.size > 0 ? 'none' : 'all' }),
  }
}

/**
 * One list for all objects: virtual, keyed by id, walked by keyboard. An update redraws the row it
 * names and never moves the selection or the scroll position.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { items, selection, onSelection, layout } = props
  const scroller = useRef<HTMLDivElement>(null)
  const tableId = useId()
  const active = activeIndexOf(selection, items)
  const virtual = useWindow(scroller, items, active)
  const change = (step: SelectionStep) => onSelection(select(selection, items, step))
  const events = useTableEvents({
    scroller,
    items,
    active,
    change,
    open: props.onOpen,
    remove: (id) => props.onDelete?.(concerned(selection, id)),
    menu: (id, point) => props.onContextMenu?.(concerned(selection, id), point),
    fold: props.onFold,
  })
  const { scrollTo } = virtual
  const { active: activeKey } = selection
  const shown = useRef(activeKey)
  useEffect(() => {
    // Only the cursor's own moves scroll: an update that shifts it does not.
    if (shown.current === activeKey) return
    shown.current = activeKey
    if (active >= 0) scrollTo(active)
  }, [activeKey, active, scrollTo])
  const isSlow = useIsSlow(props.isLoading === true)
  const hasActions = props.rowActions !== undefined
  const domId = (index: number) => `${tableId}-${index}`
  return (
    // eslint-disable-next-line jsx-a11y/aria-activedescendant-has-tabindex -- it has, through events
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={items.length + 1}
      aria-colcount={layout.shown.length + (hasActions ? 2 : 1)}
      aria-multiselectable
      aria-busy={props.isLoading === true}
      aria-activedescendant={active >= 0 ? domId(active) : undefined}
      className={cx(css['table'], props.isStale === true && css['stale'])}
      style={{
        '--tracks': `34px ${layout.tracks}${hasActions ? ' 92px' : ''}`,
        '--least': `${layout.least + 34 + (hasActions ? 92 : 0)}px`,
      }}
      {...events}
    >
      <TableHead
        columns={layout.shown}
        hasActions={hasActions}
        sort={props.sort}
        onSort={props.onSort}
        onResize={layout.resize}
        selectAll={selectAll(selection, items, change)}
      />
      {isSlow && <SkeletonRows columns={layout.shown.length} height={rowHeight()} />}
      {items.length === 0 && props.isLoading !== true ? (
        <div role="rowgroup">
          <div role="row" className={css['placeholder']}>
            <div role="gridcell">{props.placeholder}</div>
          </div>
        </div>
      ) : (
        <Body {...props} active={active} domId={domId} window={virtual} />
      )}
    </div>
  )
}
