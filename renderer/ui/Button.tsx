import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import css from './button.module.css'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import { Kbd } from './Kbd.tsx'
import { Tooltip } from './Tooltip.tsx'

export type ButtonLook = {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined
  size?: 'normal' | 'small' | undefined
  icon?: IconName | undefined
  /** Something is under way that this button began; it does nothing meanwhile. */
  isBusy?: boolean | undefined
  /** Why it cannot be used now: it stays focusable and says so. */
  unavailable?: string | undefined
}

type Native = Omit<ComponentProps<'button'>, 'disabled' | 'title'>

const look = ({ kind = 'plain', size, isBusy }: ButtonLook, more?: string) =>
  cx(
    css['button'],
    css[kind],
    size === 'small' && css['small'],
    isBusy === true && css['busy'],
    more,
  )

const guarded = (look: ButtonLook, onClick: Native['onClick']): Native =>
  look.isBusy === true || look.unavailable !== undefined
    ? { 'aria-disabled': true, onClick: (event) => event.preventDefault() }
    : { onClick }

const Mark = ({ icon, isBusy }: ButtonLook) =>
  isBusy === true ? (
    <span className={css['spinner']} aria-hidden="true" />
  ) : (
    icon && <Icon name={icon} />
  )

/** A verb. `shortcut` is shown, not bound. */
export function Button({
  kind,
  size,
  icon,
  isBusy,
  unavailable,
  shortcut,
  children,
  className,
  onClick,
  ...rest
}: Native & ButtonLook & { shortcut?: string | undefined; children: ReactNode }) {
  const button = (
    <button
      type="button"
      {...rest}
      {...guarded({ isBusy, unavailable }, onClick)}
      aria-busy={isBusy === true ? true : undefined}
      className={look({ kind, size, isBusy }, className)}
    >
      <Mark icon={icon} isBusy={isBusy} />
      {children}
      {shortcut !== undefined && <Kbd keys={shortcut} />}
    </button>
  )
  return unavailable === undefined ? button : <Tooltip text={unavailable}>{button}</Tooltip>
}

/** A verb drawn as an icon: `label` is its accessible name and its tooltip. */
export function IconButton({
  kind = 'quiet',
  size,
  icon,
  isBusy,
  unavailable,
  label,
  shortcut,
  className,
  onClick,
  ...rest
}: Native & ButtonLook & { icon: IconName; label: string; shortcut?: string | undefined }) {
  return (
    <Tooltip text={unavailable ?? label} shortcut={shortcut}>
      <button
        type="button"
        {...rest}
        {...guarded({ isBusy, unavailable }, onClick)}
        aria-label={label}
        aria-busy={isBusy === true ? true : undefined}
        className={look({ kind, size, isBusy }, cx(css['iconOnly'], className))}
      >
        <Mark icon={icon} isBusy={isBusy} />
      </button>
    </Tooltip>
  )
}
