import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import css from './dialog.module.css'

/** A modal without a head, high in the window: for a palette. Focus goes to what is first in it. */
export const Spotlight = ({
  label,
  onClose,
  children,
}: {
  label: string
  onClose: () => void
  children: ReactNode
}) => (
  <Base.Root
    open
    onOpenChange={(open) => {
      if (!open) onClose()
    }}
  >
    <Base.Portal>
      <Base.Backdrop className={css['backdrop']} />
      <Base.Popup className={cx(css['popup'], css['spotlight'])} aria-label={label}>
        {children}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
)
