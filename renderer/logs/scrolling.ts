import type { LogModel } from './model.ts'

/** The height of a row in pixels; logs.module.css has the same. */
export const rowPx = 19
/** Above the first line and below the last. */
const marginPx = 4

/** Where a log is being read: at its newest line, or at a line with so many pixels of it out of sight. */
export type Position =
  | { readonly type: 'newest' }
  | { readonly type: 'line'; readonly line: number; readonly offsetPx: number }

export const newest: Position = { type: 'newest' }

export const heightOf = ({ layout }: LogModel): number => layout.rows() * rowPx + 2 * marginPx

/** The scroll position, in pixels, that shows a position in a window of this height. */
export function topPx(model: LogModel, position: Position, windowPx: number): number {
  const most = Math.max(0, heightOf(model) - windowPx)
  if (position.type === 'newest') return most
  const { line, offsetPx } = position
  const kept = Math.max(line, model.ring.first())
  const top = model.layout.topOf(kept) * rowPx + marginPx + (kept === line ? offsetPx : 0)
  return Math.max(0, Math.min(most, top))
}

/** The position that a scroll position means. At the end it is the newest line, whatever comes. */
export function positionAt(model: LogModel, scrollPx: number, windowPx: number): Position {
  if (scrollPx >= heightOf(model) - windowPx - 2) return newest
  const row = Math.max(0, Math.floor((scrollPx - marginPx) / rowPx))
  const line = model.layout.lineAt(row)
  return { type: 'line', line, offsetPx: scrollPx - marginPx - model.layout.topOf(line) * rowPx }
}

/** The position that has a line in the middle of the window. */
export function around(model: LogModel, line: number, windowPx: number): Position {
  const middle = model.layout.topOf(line) * rowPx + marginPx - windowPx / 2
  const scrollPx = Math.max(0, middle)
  const at = positionAt(model, scrollPx, windowPx)
  // Near the end it would begin to follow, and the line would run away.
  return at.type === 'line' ? at : { type: 'line', line, offsetPx: -windowPx / 2 }
}

/** A few rows more than are in sight, so that fast scrolling shows no gaps. */
const spare = 6

export const visibleLines = (model: LogModel, scrollPx: number, windowPx: number) =>
  model.layout
    .between(Math.floor(scrollPx / rowPx) - spare, Math.ceil((scrollPx + windowPx) / rowPx) + spare)
    .map(({ line, top }) => ({ line, top: top * rowPx + marginPx }))
