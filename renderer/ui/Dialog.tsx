import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode, RefObject } from 'react'
import { cx } from '../lib/cx.ts'
import { IconButton } from './Button.tsx'
import css from './dialog.module.css'
import { OverlayContext } from './overlay.ts'

export type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  /** Said after the title by assistive technology, shown first in the body. */
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the confirming one last. */
  footer?: ReactNode
  width?: 'normal' | 'wide' | undefined
  /** A drawer stands at the right edge and is as high as the window. */
  look?: 'dialog' | 'drawer' | undefined
  initialFocus?: RefObject<HTMLElement | null> | undefined
  /** Closing by Escape, the cross or a click beside it asks here first. */
  role?: 'dialog' | 'alertdialog' | undefined
}

const Backdrop = () => <Base.Backdrop className={css['backdrop']} />

/** A modal dialog: focus stays inside and returns to where it was. */
export function Dialog({ isOpen, onClose, look = 'dialog', ...props }: DialogProps) {
  return (
    <OverlayContext value={undefined}>
      <Base.Root
        open={isOpen}
        onOpenChange={(open) => {
          if (!open) onClose()
        }}
      >
        <Base.Portal>
          <Backdrop />
          <Base.Popup
            className={cx(
              css['popup'],
              props.width === 'wide' && css['wide'],
              look === 'drawer' && css['drawer'],
            )}
            initialFocus={props.initialFocus ?? true}
            {...(props.role === undefined ? {} : { role: props.role })}
          >
            <div className={css['head']}>
              <Base.Title className={css['title']}>{props.title}</Base.Title>
              <Base.Close render={<IconButton size="small" icon="close" label="Close" />} />
            </div>
            <div className={css['body']}>
              {props.description !== undefined && (
                <Base.Description render={<div />}>{props.description}</Base.Description>
              )}
              {props.children}
            </div>
            {Boolean(props.footer) && <div className={css['foot']}>{props.footer}</div>}
          </Base.Popup>
        </Base.Portal>
      </Base.Root>
    </OverlayContext>
  )
}
