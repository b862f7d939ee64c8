import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { MenuEntries } from './menu-entries.tsx'
import type { MenuEntry } from './menu-entries.tsx'
import css from './menu.module.css'
import { useOverlay } from './overlay.ts'

export type { MenuEntry } from './menu-entries.tsx'

/** Entries, or how to make them when the menu opens. */
type Entries = readonly MenuEntry[] | (() => readonly MenuEntry[])

const Content = ({ entries }: { entries: Entries }) => (
  <MenuEntries entries={typeof entries === 'function' ? entries() : entries} />
)

const Popup = ({ entries }: { entries: Entries }) => (
  <Base.Popup className={css['popup']}>
    <Content entries={entries} />
  </Base.Popup>
)

/** A button that opens a menu; `trigger` is a Button or IconButton. */
export const Menu = ({
  trigger,
  entries,
  align = 'start',
}: {
  trigger: ReactElement
  entries: Entries
  align?: 'start' | 'end' | undefined
}) => (
  <Base.Root>
    <Base.Trigger render={trigger} />
    <Base.Portal container={useOverlay()}>
      <Base.Positioner className={css['positioner']} sideOffset={4} align={align}>
        <Popup entries={entries} />
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

export type Point = { readonly x: number; readonly y: number }

const anchorAt = ({ x, y }: Point) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) })

/** A menu at a place of the page, open for as long as it is rendered. */
export const MenuAt = ({
  point,
  entries,
  onClose,
}: {
  point: Point
  entries: Entries
  onClose: () => void
}) => (
  <Base.Root
    open
    onOpenChange={(open) => {
      if (!open) onClose()
    }}
  >
    <Base.Portal container={useOverlay()}>
      <Base.Positioner
        className={css['positioner']}
        anchor={anchorAt(point)}
        side="bottom"
        align="start"
      >
        <Popup entries={entries} />
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
