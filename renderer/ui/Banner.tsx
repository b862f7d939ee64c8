import { useState } from 'react'
import type { ReactNode } from 'react'
import type { ErrorData } from '../../preload/contract/errors.ts'
import { cx } from '../lib/cx.ts'
import css from './banner.module.css'
import { Button } from './Button.tsx'
import { Icon } from './icons.tsx'

export type Tone = 'info' | 'waiting' | 'failed' | 'running'
/** What was there before one looked is no news. */
const roles = { info: 'note', waiting: 'status', failed: 'alert', running: 'status' } as const
const icons = { info: 'info', waiting: 'warning', failed: 'problem', running: 'check' } as const

function Detail({ detail }: { detail: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={css['more']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Hide details' : 'Show details'}
      </button>
      {isOpen && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
        <pre className={css['detail']} tabIndex={0}>
          {detail}
        </pre>
      )}
    </>
  )
}

/** Says what happened to something that is on screen. With `error`, its hint and details too. */
export function Banner({
  tone,
  children,
  error,
  action,
  onDismiss,
  className,
}: {
  tone: Tone
  children?: ReactNode
  error?: ErrorData | undefined
  /** The way out: a Button. */
  action?: ReactNode
  onDismiss?: (() => void) | undefined
  className?: string | undefined
}) {
  return (
    <div role={roles[tone]} className={cx(css['banner'], css[tone], className)}>
      <Icon name={icons[tone]} className={css['icon']} />
      <div className={css['text']}>
        {children}
        {error !== undefined && <div>{error.message}</div>}
        {error?.hint !== undefined && <div className={css['hint']}>{error.hint}</div>}
        {error?.detail !== undefined && <Detail detail={error.detail} />}
      </div>
      {action}
      {onDismiss !== undefined && (
        <Button kind="quiet" size="small" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </div>
  )
}
