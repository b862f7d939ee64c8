import { useId } from 'react'
import type { ReactNode } from 'react'
import { cx } from '../../../lib/cx.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'

/** A part of the overview; `note` stands faint beside its title, `tools` at the right. */
export function Section({
  title,
  note,
  tools,
  children,
}: {
  title: string
  note?: ReactNode
  tools?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <div className={css['sectionHead']}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={css['faint']}>{note}</span>}
        {tools !== undefined && <span className={css['tools']}>{tools}</span>}
      </div>
      {children}
    </section>
  )
}

export type Fact = { readonly name: string; readonly value: ReactNode }

/** Names and values; what is undefined is left out. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className={css['facts']}>
    {facts
      .filter(({ value }) => value !== undefined)
      .map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

/** Something one may want to paste elsewhere: `what` names it for assistive technology. */
export const Copied = ({
  text,
  what,
  isOneLine = false,
  children,
}: {
  text: string
  what: string
  /** Cut off where it is too long. */
  isOneLine?: boolean
  children?: ReactNode
}) => (
  <span className={cx(css['copied'], isOneLine && css['oneLine'])}>
    <code {...(isOneLine ? { title: text } : {})}>{children ?? text}</code>
    <CopyButton text={text} label={strings.copyOf(what)} />
  </span>
)

export const Nothing = ({ children }: { children: string }) => (
  <p className={css['faint']}>{children}</p>
)
