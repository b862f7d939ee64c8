import { z } from 'zod'
import type { Column } from './model.ts'

/** What a person changed about the columns of one table. */
export const ColumnChoices = z.object({
  /** Shown or not, where that differs from the start. */
  shown: z.record(z.string(), z.boolean()),
  widths: z.record(z.string(), z.number()),
})
export type ColumnChoices = z.infer<typeof ColumnChoices>
export const noChoices: ColumnChoices = { shown: {}, widths: {} }

type Sized = Pick<Column<never>, 'id' | 'width' | 'minWidth' | 'grow'>
type Hideable = Pick<Column<never>, 'id' | 'isFixed' | 'isHiddenAtFirst'>

export const isShown = (column: Hideable, choices: ColumnChoices): boolean =>
  column.isFixed === true || (choices.shown[column.id] ?? column.isHiddenAtFirst !== true)

export const narrowest = (column: Sized): number => column.minWidth ?? Math.min(60, column.width)

/** Tracks of a CSS grid: a width that a person chose is exact. */
export function gridTracks(columns: readonly Sized[], choices: ColumnChoices): string {
  return columns
    .map((column) => {
      const chosen = choices.widths[column.id]
      if (chosen !== undefined) return `${Math.max(chosen, narrowest(column))}px`
      return column.grow === undefined
        ? `${column.width}px`
        : `minmax(${column.width}px, ${column.grow}fr)`
    })
    .join(' ')
}

/** What all columns need at least, in pixels: narrower than this the table scrolls sideways. */
export const leastWidth = (columns: readonly Sized[], choices: ColumnChoices): number =>
  columns.reduce((sum, column) => {
    const chosen = choices.widths[column.id]
    return sum + (chosen === undefined ? column.width : Math.max(chosen, narrowest(column)))
  }, 0)
