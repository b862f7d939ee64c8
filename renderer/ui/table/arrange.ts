import type { Column, GroupItem, Sort, TableItem } from './model.ts'

export type Arrangement<Row> = {
  readonly rows: Iterable<Row>
  readonly idOf: (row: Row) => string
  readonly columns: readonly Pick<Column<Row>, 'id' | 'sort'>[]
  readonly sort?: Sort | undefined
  /** Rows without a group come after all groups. */
  readonly groupOf?: ((row: Row) => string | undefined) | undefined
  readonly closedGroups?: ReadonlySet<string> | undefined
}

/** Equal rows keep an order that does not depend on when they came: by id. */
function sorted<Row>({ rows, idOf, columns, sort }: Arrangement<Row>): Row[] {
  const compare = columns.find(({ id }) => id === sort?.column)?.sort
  const sign = sort?.isDescending === true ? -1 : 1
  const byId = (a: Row, b: Row) => (idOf(a) < idOf(b) ? -1 : 1)
  return [...rows].sort((a, b) => (compare === undefined ? 0 : sign * compare(a, b)) || byId(a, b))
}

/** What stands where: sorted, groups in the order of their first row. */
export function arrange<Row>(arrangement: Arrangement<Row>): readonly TableItem[] {
  const { idOf, groupOf, closedGroups } = arrangement
  const rows = sorted(arrangement)
  if (groupOf === undefined) return rows.map((row) => ({ type: 'row', id: idOf(row) }))
  const groups = new Map<string, string[]>()
  const alone: TableItem[] = []
  for (const row of rows) {
    const group = groupOf(row)
    if (group === undefined) alone.push({ type: 'row', id: idOf(row) })
    else if (groups.get(group)?.push(idOf(row)) === undefined) groups.set(group, [idOf(row)])
  }
  const items: TableItem[] = []
  for (const [id, ids] of groups) {
    const isOpen = closedGroups?.has(id) !== true
    items.push({ type: 'group', id, isOpen, ids })
    if (isOpen) items.push(...ids.map((row) => ({ type: 'row' as const, id: row })))
  }
  return [...items, ...alone]
}

const isSameGroup = (a: GroupItem, b: GroupItem) =>
  a.isOpen === b.isOpen &&
  a.ids.length === b.ids.length &&
  a.ids.every((id, index) => id === b.ids[index])

const isSameItem = (a: TableItem, b: TableItem | undefined) =>
  a.type === b?.type &&
  a.id === b.id &&
  (a.type === 'row' || (b.type === 'group' && isSameGroup(a, b)))

export const isSameOrder = (a: readonly TableItem[], b: readonly TableItem[]): boolean =>
  a.length === b.length && a.every((item, index) => isSameItem(item, b[index]))
