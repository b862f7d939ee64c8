import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import { cx } from '../../../lib/cx.ts'
import { Icon } from '../../../ui/icons.tsx'
import css from './inspect.module.css'
import { jsonTokens, markHits } from './json-text.ts'
import { strings } from './strings.ts'
import type { Inspected } from './useInspect.ts'

/** The height of a line, as the style sheet has it. */
const lineHeight = 18

const Text = memo(function Text({ text, query }: { text: string; query: string }) {
  return markHits(jsonTokens(text), query).map(({ text: part, kind, isHit }, index) =>
    isHit ? (
      <mark key={index} className={css[kind]}>
        {part}
      </mark>
    ) : (
      <span key={index} className={css[kind]}>
        {part}
      </span>
    ),
  )
})

function Line({ shown, at }: { shown: Inspected; at: number }) {
  const end = shown.ends.get(at)
  const isFolded = shown.folded.has(at)
  return (
    <>
      {end === undefined ? (
        <span className={css['gutter']} />
      ) : (
        <button
          type="button"
          className={css['gutter']}
          aria-expanded={!isFolded}
          aria-label={isFolded ? strings.unfold(at + 1) : strings.fold(at + 1)}
          onClick={() => shown.fold(at)}
        >
          <Icon name={isFolded ? 'right' : 'down'} />
        </button>
      )}
      <span className={css['lineText']}>
        <Text text={shown.lines[at] ?? ''} query={shown.query} />
        {isFolded && end !== undefined && (
          <>
            <span className={css['plain']}> {strings.folded(end - at - 1)} </span>
            <Text text={(shown.lines[end] ?? '').trim()} query="" />
          </>
        )}
      </span>
    </>
  )
}

/** Only the lines on screen are there: a record may have thousands. */
export function JsonLines({ shown, label }: { shown: Inspected; label: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const { visible, currentLine } = shown
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled or memoised by it
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    paddingStart: 6,
    paddingEnd: 6,
    overscan: 30,
  })
  const row = currentLine === undefined ? -1 : visible.indexOf(currentLine)
  useEffect(() => {
    if (row >= 0) virtualizer.scrollToIndex(row, { align: 'center' })
  }, [row, virtualizer])
  const widest = shown.lines.reduce((most, { length }) => Math.max(most, length), 0)
  return (
    <div
      ref={scroller}
      className={css['json']}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div
        className={css['jsonBody']}
        style={{ height: virtualizer.getTotalSize(), minWidth: `${Math.min(widest, 4000) + 6}ch` }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const at = visible[index] ?? 0
          return (
            <div
              key={at}
              className={cx(css['line'], at === currentLine && css['currentLine'])}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line shown={shown} at={at} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
