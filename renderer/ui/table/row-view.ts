import type { ReactNode } from 'react'
import type { CellContext, Column, RowSource } from './model.ts'

/** A row without its type, so that one memoised component draws the rows of every table. */
export type RowView = {
  readonly subscribe: (changed: () => void) => () => void
  /** Its identity tells whether it has to be drawn again. */
  readonly get: (id: string) => unknown
  readonly label: (id: string) => string
  readonly cells: (
    id: string,
    context: CellContext,
  ) => readonly { readonly id: string; readonly isEnd: boolean; readonly content: ReactNode }[]
  readonly actions: ((id: string) => ReactNode) | undefined
}

export function rowView<Row>(
  source: RowSource<Row>,
  columns: readonly Column<Row>[],
  labelOf: (row: Row) => string,
  actions: ((row: Row) => ReactNode) | undefined,
): RowView {
  const withRow = <Result>(id: string, draw: (row: Row) => Result, otherwise: Result): Result => {
    const row = source.get(id)
    return row === undefined ? otherwise : draw(row)
  }
  return {
    subscribe: (changed) => source.subscribe(changed),
    get: (id) => source.get(id),
    label: (id) => withRow(id, labelOf, id),
    cells: (id, context) =>
      columns.map((column) => ({
        id: column.id,
        isEnd: column.align === 'end',
        content: withRow<ReactNode>(id, (row) => column.cell(row, context), undefined),
      })),
    actions:
      actions === undefined
        ? undefined
        : (id) => withRow<ReactNode>(id, (row) => actions(row), undefined),
  }
}
