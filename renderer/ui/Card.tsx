import { useId } from 'react'
import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import css from './card.module.css'

/** A titled box of a page; `note` stands faint beside the title, `actions` at the right. */
export function Card({
  title,
  note,
  actions,
  children,
  className,
}: {
  title: string
  note?: ReactNode
  actions?: ReactNode
  children?: ReactNode
  className?: string | undefined
}) {
  const id = useId()
  return (
    <section className={cx(css['card'], className)} aria-labelledby={id}>
      <div className={css['head']}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={css['note']}>{note}</span>}
        {actions !== undefined && <span className={css['actions']}>{actions}</span>}
      </div>
      {children}
    </section>
  )
}

/** Names and values of one thing; absent values are left out. */
export const KeyValues = ({
  items,
}: {
  items: readonly { readonly name: string; readonly value: ReactNode }[]
}) => (
  <dl className={css['values']}>
    {items
      .filter(({ value }) => value !== undefined)
      .map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

/** The head of a page: its title, and what can be done here. */
export const PageHead = ({ title, children }: { title: string; children?: ReactNode }) => (
  <header className={css['pageHead']}>
    <h1>{title}</h1>
    {children}
  </header>
)
