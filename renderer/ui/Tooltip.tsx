import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'
import css from './tooltip.module.css'

/** Words for the pointer; what it says must also be reachable without it. */
export function Tooltip({
  text,
  shortcut,
  children,
}: {
  text: ReactNode
  shortcut?: string | undefined
  children: ReactElement
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className={css['positioner']}>
          <Base.Popup className={css['tooltip']}>
            {text}
            {shortcut !== undefined && <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Once, around the app: tooltips next to each other open at once. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Base.Provider delay={500} closeDelay={0} timeout={300}>
    {children}
  </Base.Provider>
)
