import { memo, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { cx } from '../../lib/cx.ts'
import { Icon } from '../icons.tsx'
import type { GroupItem } from './model.ts'
import type { RowView } from './row-view.ts'
import css from './table.module.css'

type Place = {
  readonly domId: string
  readonly index: number
  readonly top: number
  readonly isActive: boolean
}

const place = ({ domId, index, top }: Place) => ({
  id: domId,
  'aria-rowindex': index + 2,
  style: { transform: `translateY(${top}px)` },
})

const Check = ({ label, isOn }: { label: string; isOn: boolean }) => (
  <div role="gridcell" className={css['check']}>
    <input
      type="checkbox"
      data-check=""
      tabIndex={-1}
      aria-label={`Select ${label}`}
      checked={isOn}
      readOnly
    />
  </div>
)

/** One row: drawn again only when its own entity, or its place in the selection, changes. */
export const TableRow = memo(function TableRow({
  id,
  view,
  isSelected,
  isOpen,
  ...at
}: Place & { id: string; view: RowView; isSelected: boolean; isOpen: boolean }) {
  const [isHovered, setHovered] = useState(false)
  useSyncExternalStore(view.subscribe, () => view.get(id))
  const isShowingActions = view.actions !== undefined && (isHovered || at.isActive)
  const cells = view.cells(id, { isActive: at.isActive, tabIndex: at.isActive ? 0 : -1 })
  return (
    <div
      role="row"
      {...place(at)}
      data-key={id}
      aria-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      className={cx(
        css['row'],
        at.isActive && css['active'],
        (isSelected || isOpen) && css['selected'],
      )}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <Check label={view.label(id)} isOn={isSelected} />
      {cells.map((cell) => (
        <div key={cell.id} role="gridcell" className={cx(css['cell'], cell.isEnd && css['end'])}>
          {cell.content}
        </div>
      ))}
      {view.actions !== undefined && (
        <div role="gridcell" className={css['actions']}>
          {isShowingActions && view.actions(id)}
        </div>
      )}
    </div>
  )
})

/** The head of a group, over all columns. */
export const GroupRow = memo(function GroupRow({
  item,
  content,
  actions,
  columnCount,
  checked,
  ...at
}: Place & {
  item: GroupItem
  content: (item: GroupItem) => ReactNode
  actions: ((item: GroupItem) => ReactNode) | undefined
  columnCount: number
  checked: boolean
}) {
  return (
    <div
      role="row"
      {...place(at)}
      data-key={`group ${item.id}`}
      aria-selected={checked}
      className={cx(css['row'], css['group'], at.isActive && css['active'])}
    >
      <div role="gridcell" className={css['groupName']} aria-colspan={columnCount}>
        <button
          type="button"
          data-fold=""
          tabIndex={-1}
          className={css['fold']}
          aria-expanded={item.isOpen}
          aria-label={`${item.isOpen ? 'Fold' : 'Unfold'} ${item.id}`}
        >
          <Icon name={item.isOpen ? 'down' : 'right'} />
        </button>
        {content(item)}
      </div>
      {actions !== undefined && (
        <div role="gridcell" className={css['groupActions']}>
          {actions(item)}
        </div>
      )}
    </div>
  )
})
