import type { ReactNode } from 'react'

/** What a cell is told besides its row: links and buttons in it take `tabIndex`. */
export type CellContext = { readonly isActive: boolean; readonly tabIndex: 0 | -1 }

export type Column<Row> = {
  readonly id: string
  readonly header: string
  /** In pixels; with `grow` the least it gets. */
  readonly width: number
  readonly minWidth?: number | undefined
  /** Its share of the width that is left. */
  readonly grow?: number | undefined
  readonly align?: 'start' | 'end' | undefined
  readonly cell: (row: Row, context: CellContext) => ReactNode
  /** Compares two rows, ascending. Without it the column cannot be sorted. */
  readonly sort?: ((a: Row, b: Row) => number) | undefined
  /** Always shown. */
  readonly isFixed?: boolean | undefined
  readonly isHiddenAtFirst?: boolean | undefined
}

export type Sort = { readonly column: string; readonly isDescending: boolean }

export type GroupItem = {
  readonly type: 'group'
  readonly id: string
  readonly isOpen: boolean
  /** Its rows, sorted, also while it is closed. */
  readonly ids: readonly string[]
}
export type TableItem = { readonly type: 'row'; readonly id: string } | GroupItem

/** Rows by id, and who wants to know that they changed. */
export type RowSource<Row> = {
  get(id: string): Row | undefined
  subscribe(changed: () => void): () => void
}

/** One name for rows and groups in the order of the screen. */
export const keyOf = (item: TableItem): string =>
  item.type === 'row' ? item.id : `group ${item.id}`

/** `name` or `-name`, as an address holds it. */
export const formatSort = (sort: Sort): string =>
  sort.isDescending ? `-${sort.column}` : sort.column

export const parseSort = (text: string): Sort | undefined => {
  if (text === '' || text === '-') return undefined
  return text.startsWith('-')
    ? { column: text.slice(1), isDescending: true }
    : { column: text, isDescending: false }
}

/** Ascending, then descending, then ascending again. */
export const nextSort = (sort: Sort | undefined, column: string): Sort => ({
  column,
  isDescending: sort?.column === column && !sort.isDescending,
})
