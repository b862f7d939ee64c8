import { memo } from 'react'
import { cx } from '../lib/cx.ts'
import { formatExact } from '../lib/format.ts'
import { Icon } from '../ui/icons.tsx'
import { spanStyle } from './colours.ts'
import { jsonFields, looksLikeJson } from './json-line.ts'
import css from './logs.module.css'
import { levelOf, partsOf } from './parts.ts'
import type { Part } from './parts.ts'
import { plainText } from './sgr.ts'
import { strings } from './strings.ts'
import { clockText } from './time-text.ts'

export type LogRowProps = {
  line: number
  top: number
  text: string
  time: number
  isError: boolean
  pattern: RegExp | undefined
  hasTime: boolean
  isWrapped: boolean
  isCurrent: boolean
  isSelected: boolean
  isOpen: boolean
}

const Piece = ({ part }: { part: Part }) => {
  const style = spanStyle(part.style)
  if (part.isHit) return <mark style={style}>{part.text}</mark>
  return style === undefined ? part.text : <span style={style}>{part.text}</span>
}

const Fields = ({ plain }: { plain: string }) => (
  <dl className={css['fields']}>
    {(jsonFields(plain) ?? []).map(({ name, value, isText }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd className={isText ? undefined : css['number']} title={value}>
          {value.replaceAll('\n', '⏎')}
        </dd>
      </div>
    ))}
  </dl>
)

/** A line; what was clicked is read from its data by the list. */
export const LogRow = memo(function LogRow(row: LogRowProps) {
  const { text, time } = row
  const plain = plainText(text)
  const parts = partsOf(text, row.pattern)
  const isPlain = parts.every(({ style }) => Object.keys(style).length === 0)
  const level = isPlain ? levelOf(plain) : undefined
  return (
    <div
      data-line={row.line}
      className={cx(
        css['line'],
        row.isError && css['stderr'],
        row.isSelected && css['selected'],
        row.isCurrent && css['current'],
        level !== undefined && css[level],
      )}
      style={{ transform: `translateY(${row.top}px)` }}
    >
      <div className={css['main']}>
        <span className={css['gutter']}>
          {looksLikeJson(plain) && (
            <button
              type="button"
              data-fold=""
              tabIndex={-1}
              aria-expanded={row.isOpen}
              aria-label={row.isOpen ? strings.closeFields : strings.openFields}
            >
              <Icon name={row.isOpen ? 'down' : 'right'} />
            </button>
          )}
        </span>
        {row.hasTime && (
          <time className={css['time']} title={formatExact(time)}>
            {clockText(time)}
          </time>
        )}
        <span data-text="" className={css[row.isWrapped ? 'wrapped' : 'text']}>
          {parts.map((part, index) => (
            <Piece key={index} part={part} />
          ))}
        </span>
      </div>
      {row.isOpen && <Fields plain={plain} />}
    </div>
  )
})
