import { useMemo, useState } from 'react'
import { arrange, isSameOrder } from './arrange.ts'
import type { Arrangement } from './arrange.ts'
import type { TableItem } from './model.ts'

/** Rows arranged; the same array as before while only the contents of rows change. */
export function useItems<Row>({
  rows,
  idOf,
  columns,
  sort,
  groupOf,
  closedGroups,
}: Arrangement<Row>): readonly TableItem[] {
  const next = useMemo(
    () => arrange({ rows, idOf, columns, sort, groupOf, closedGroups }),
    [rows, idOf, columns, sort, groupOf, closedGroups],
  )
  const [kept, setKept] = useState(next)
  if (kept === next) return kept
  if (isSameOrder(kept, next)) return kept
  setKept(next)
  return next
}
