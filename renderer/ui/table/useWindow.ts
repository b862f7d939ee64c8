import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback } from 'react'
import type { RefObject } from 'react'
import { keyOf } from './model.ts'
import type { TableItem } from './model.ts'

const pixels = (token: string): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(token))

let heights: { readonly row: number; readonly head: number } | undefined
const tokens = () => (heights ??= { row: pixels('--row'), head: pixels('--head-row') })

export const rowHeight = (): number => tokens().row

/** Which rows are drawn, and where. The one with the cursor always is, so that focus is never lost. */
export function useWindow(
  scroller: RefObject<HTMLDivElement | null>,
  items: readonly TableItem[],
  active: number,
) {
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled or memoised by it
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    scrollMargin: tokens().head,
    scrollPaddingStart: tokens().head,
    overscan: 10,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range)
      return active < 0 || drawn.includes(active) ? drawn : [...drawn, active].sort((a, b) => a - b)
    },
  })
  const scrollTo = useCallback(
    (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    [virtualizer],
  )
  return {
    height: virtualizer.getTotalSize(),
    rows: virtualizer
      .getVirtualItems()
      .map(({ index, start }) => ({ index, top: start - tokens().head })),
    scrollTo,
  }
}
