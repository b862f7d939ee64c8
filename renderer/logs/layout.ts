import type { LogRing, StreamName } from './ring.ts'
import { plainText } from './sgr.ts'
import { lowerBound } from './sorted.ts'

/** What decides how many rows a line takes. */
export type Look = {
  readonly streams: readonly StreamName[]
  /** Characters in a row where lines wrap; absent where they do not. */
  readonly columns?: number | undefined
}

export type Placed = { readonly line: number; readonly top: number }

const tabWidth = 8

function widthOf(plain: string): number {
  if (!plain.includes('\t')) return plain.length
  let width = 0
  for (const char of plain) width += char === '\t' ? tabWidth - (width % tabWidth) : 1
  return width
}

/**
 * Where the lines of a ring stand, in rows. Sums of rows are kept beside the lines, counted since
 * the log began: finding a place is a binary search, hidden lines take no room, and dropping old
 * lines costs nothing.
 */
export function createLayout(ring: LogRing, extraRows: (line: number) => number) {
  const ends = new Float64Array(ring.capacity)
  const corrections = new Map<number, number>()
  let look: Look = { streams: ['out', 'error'] }
  /** Rows of the lines that the ring has dropped. */
  let gone = 0
  let laidOut = 0

  const isVisible = (line: number) => look.streams.includes(ring.stream(line))
  const rowsOf = (line: number): number => {
    if (!isVisible(line)) return 0
    if (look.columns === undefined) return 1 + extraRows(line)
    const wrapped = Math.ceil(widthOf(plainText(ring.text(line))) / look.columns)
    return (corrections.get(line) ?? Math.max(1, wrapped)) + extraRows(line)
  }
  const endOf = (line: number) => (line < ring.first() ? gone : (ends[line % ring.capacity] ?? 0))
  const layOut = (from: number) => {
    let sum = endOf(from - 1)
    for (let line = from; line < ring.next(); line += 1) {
      sum += rowsOf(line)
      ends[line % ring.capacity] = sum
    }
    laidOut = ring.next()
  }
  const layOutAll = () => {
    gone = 0
    layOut(ring.first())
  }
  /** The line that has this row. */
  const lineAt = (row: number): number => {
    const first = ring.first()
    const many = ring.next() - first
    return first + lowerBound(many, (index) => endOf(first + index), gone + row + 1)
  }
  return {
    isVisible,
    /** After the ring took lines: the lowest of them. The sums of what it dropped are still there. */
    grown: (lowest: number) => {
      const lastGone = Math.min(ring.first(), laidOut) - 1
      if (lastGone >= 0 && ring.first() > 0)
        gone = Math.max(gone, ends[lastGone % ring.capacity] ?? 0)
      for (const line of corrections.keys()) if (line < ring.first()) corrections.delete(line)
      layOut(Math.max(ring.first(), Math.min(lowest, laidOut)))
    },
    cleared: layOutAll,
    look: (next: Look) => {
      look = next
      corrections.clear()
      layOutAll()
    },
    changed: layOut,
    rows: () => endOf(ring.next() - 1) - gone,
    topOf: (line: number) => endOf(Math.min(line, ring.next()) - 1) - gone,
    lineAt,
    /** The visible lines that touch these rows. */
    between: (fromRow: number, toRow: number): Placed[] => {
      const placed: Placed[] = []
      for (let line = lineAt(Math.max(0, fromRow)); line < ring.next();) {
        const top = endOf(line - 1) - gone
        if (top >= toRow) break
        if (isVisible(line)) placed.push({ line, top })
        line = lineAt(endOf(line) - gone)
      }
      return placed
    },
    /** Lines turned out higher or lower than their text promised; says whether that is news. */
    measured: (heights: ReadonlyMap<number, number>): boolean => {
      const news = Array.from(heights).filter(
        ([line, rows]) => line >= ring.first() && rowsOf(line) - extraRows(line) !== rows,
      )
      for (const [line, rows] of news) corrections.set(line, rows)
      if (news.length > 0) layOut(Math.min(...news.map(([line]) => line)))
      return news.length > 0
    },
  }
}
