import { useState } from 'react'
import type { ReactNode } from 'react'
import css from './overview.module.css'
import { Nothing, Section } from './Section.tsx'
import { strings } from './strings.ts'

export type Pair = { readonly name: string; readonly value: string }

/** So many need a filter. */
const many = 8

/** Names and values that are filtered where they are many. */
export function Filtered({
  title,
  pairs,
  empty,
  before,
  children,
}: {
  title: string
  pairs: readonly Pair[]
  empty: string
  /** What has a form of its own; there is something, then. */
  before?: ReactNode
  children: (pair: Pair) => ReactNode
}) {
  const [text, setText] = useState('')
  const query = text.trim().toLowerCase()
  const shown = pairs.filter(({ name, value }) => `${name}=${value}`.toLowerCase().includes(query))
  return (
    <Section
      title={title}
      note={
        pairs.length < many
          ? undefined
          : query === ''
            ? pairs.length
            : strings.someOf(shown.length, pairs.length)
      }
      tools={
        pairs.length >= many && (
          <input
            className={css['filter']}
            type="search"
            value={text}
            placeholder={strings.filter(title.toLowerCase())}
            aria-label={strings.filter(title.toLowerCase())}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )
      }
    >
      {before}
      {pairs.length === 0 && before === undefined && <Nothing>{empty}</Nothing>}
      {pairs.length > 0 && shown.length === 0 && <Nothing>{strings.nothingMatches}</Nothing>}
      <ul className={css['pairs']}>
        {shown.map((pair, index) => (
          <li key={`${pair.name} ${index}`}>{children(pair)}</li>
        ))}
      </ul>
    </Section>
  )
}
