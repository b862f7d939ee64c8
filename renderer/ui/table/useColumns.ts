import { useMemo } from 'react'
import { usePreference } from '../../lib/preferences.ts'
import type { MenuEntry } from '../menu-entries.tsx'
import { ColumnChoices, gridTracks, isShown, leastWidth, noChoices } from './columns.ts'
import type { Column } from './model.ts'

export type ColumnLayout<Row> = {
  readonly shown: readonly Column<Row>[]
  readonly tracks: string
  /** In pixels. */
  readonly least: number
  /** For a menu that shows and hides them. */
  readonly entries: readonly MenuEntry[]
  readonly resize: (id: string, width: number) => void
}

/** Columns as a person left them. `name` is the preference's; `columns` must be a constant. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[]): ColumnLayout<Row> {
  const [choices, setChoices] = usePreference(name, ColumnChoices, noChoices)
  return useMemo(() => {
    const shown = columns.filter((column) => isShown(column, choices))
    const toggles = columns
      .filter(({ isFixed }) => isFixed !== true)
      .map((column): MenuEntry => ({
        type: 'toggle',
        id: column.id,
        label: column.header,
        isOn: isShown(column, choices),
        toggle: (isOn) =>
          setChoices({ ...choices, shown: { ...choices.shown, [column.id]: isOn } }),
      }))
    const reset: MenuEntry = {
      id: 'reset columns',
      label: 'Reset columns',
      run: () => setChoices(noChoices),
    }
    return {
      shown,
      tracks: gridTracks(shown, choices),
      least: leastWidth(shown, choices),
      entries: [...toggles, { type: 'separator', id: 'before reset' }, reset],
      resize: (id, width) => setChoices({ ...choices, widths: { ...choices.widths, [id]: width } }),
    }
  }, [columns, choices, setChoices])
}
