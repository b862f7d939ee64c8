import { useRef } from 'react'
import type { PointerEvent } from 'react'
import { cx } from '../../lib/cx.ts'
import { Icon } from '../icons.tsx'
import { narrowest } from './columns.ts'
import type { Column, Sort } from './model.ts'
import { nextSort } from './model.ts'
import css from './table.module.css'

type Headed = Pick<
  Column<never>,
  'id' | 'header' | 'align' | 'sort' | 'width' | 'minWidth' | 'grow'
>

const sortWord = (sort: Sort | undefined, id: string) => {
  if (sort?.column !== id) return 'none'
  return sort.isDescending ? 'descending' : 'ascending'
}

/** For the pointer only: the width is a matter of looks, and Reset is in the columns menu. */
function Grip({ column, onResize }: { column: Headed; onResize: (width: number) => void }) {
  const start = useRef<{ x: number; width: number } | undefined>(undefined)
  const down = (event: PointerEvent<HTMLElement>) => {
    const cell = event.currentTarget.parentElement
    if (cell === null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width: cell.getBoundingClientRect().width }
  }
  const move = (event: PointerEvent) => {
    if (start.current === undefined) return
    const width = start.current.width + event.clientX - start.current.x
    onResize(Math.max(narrowest(column), Math.round(width)))
  }
  return (
    <span
      className={css['grip']}
      aria-hidden="true"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = undefined
      }}
    />
  )
}

type Sorting = {
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
  onResize: (id: string, width: number) => void
}

const Heading = ({ column, sort, onSort, onResize }: Sorting & { column: Headed }) => {
  const isSortable = column.sort !== undefined && onSort !== undefined
  const isSorted = sort?.column === column.id
  return (
    <div
      role="columnheader"
      className={cx(css['heading'], column.align === 'end' && css['end'])}
      {...(isSortable ? { 'aria-sort': sortWord(sort, column.id) } : {})}
    >
      {isSortable ? (
        <button
          type="button"
          className={cx(css['sort'], isSorted && css['sorted'])}
          onClick={() => onSort(nextSort(sort, column.id))}
        >
          {column.header}
          {isSorted && <Icon name={sort.isDescending ? 'down' : 'up'} />}
        </button>
      ) : (
        column.header
      )}
      <Grip column={column} onResize={(width) => onResize(column.id, width)} />
    </div>
  )
}

export const TableHead = ({
  columns,
  hasActions,
  selectAll,
  ...sorting
}: Sorting & {
  columns: readonly Headed[]
  hasActions: boolean
  selectAll: { readonly isAll: boolean; readonly isSome: boolean; readonly toggle: () => void }
}) => (
  <div role="rowgroup" className={css['head']}>
    <div role="row" aria-rowindex={1} className={css['headRow']}>
      <div role="columnheader" className={css['check']}>
        <input
          type="checkbox"
          aria-label="Select all"
          checked={selectAll.isAll}
          ref={(input) => {
            if (input !== null) input.indeterminate = selectAll.isSome && !selectAll.isAll
          }}
          onChange={selectAll.toggle}
        />
      </div>
      {columns.map((column) => (
        <Heading key={column.id} column={column} {...sorting} />
      ))}
      {hasActions && (
        <div role="columnheader">
          <span className="visually-hidden">Actions</span>
        </div>
      )}
    </div>
  </div>
)
