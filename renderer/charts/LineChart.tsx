import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import css from './line-chart.module.css'
import { Drawing, left } from './Drawing.tsx'
import { nearest, niceScale } from './points.ts'
import type { Point } from './points.ts'
import { strings } from './strings.ts'

export type ChartLine = {
  readonly label: string
  readonly points: readonly Point[]
  /** The first is an area as well, so that two are told apart without colour. */
  readonly tone: 1 | 2
}

export type ChartProps = {
  title: string
  lines: readonly ChartLine[]
  format: (value: number) => string
  /** What cannot be exceeded; drawn where it does not flatten the lines. */
  limit?: number | undefined
  /** The newest time that is shown. */
  endAt: number
  spanMs: number
  /** The moment that is looked at: several charts share it. */
  cursor: number | undefined
  onCursor: (at: number | undefined) => void
  /** Said instead of lines. */
  note?: ReactNode
}

function useWidth() {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { place, width }
}

/** Below this share of the limit, the limit is said but not drawn. */
const drawnShare = 0.1

const Legend = ({ props, isSeveral }: { props: ChartProps; isSeveral: boolean }) => {
  const { lines, format, cursor, limit, endAt } = props
  return (
    <>
      {lines.map(({ label, points, tone }) => {
        const point = cursor === undefined ? points.at(-1) : nearest(points, cursor)
        return (
          <span key={label} className={css['legend']}>
            {isSeveral && <i className={css[`tone${tone}`]} />}
            {isSeveral && <span className={css['faint']}>{label}</span>}
            <b>{point === undefined ? '–' : format(point.value)}</b>
          </span>
        )
      })}
      {cursor !== undefined && (
        <span className={css['faint']}>{strings.ago(Math.max(0, endAt - cursor))}</span>
      )}
      {limit !== undefined && cursor === undefined && (
        <span className={css['faint']}>{strings.limit(format(limit))}</span>
      )}
    </>
  )
}

function spoken({ lines, format, cursor, endAt }: ChartProps): string {
  // What changes every two seconds is not read aloud every two seconds.
  if (cursor === undefined) return strings.now
  const values = lines.map(({ label, points }) => {
    const point = nearest(points, cursor)
    return `${label} ${point === undefined ? strings.nothingThen : format(point.value)}`
  })
  return strings.at(strings.ago(endAt - cursor), values)
}

/** Arrow keys go from one measured moment to the next. */
function stepped({ lines, cursor, endAt }: ChartProps, key: string): number | undefined | 'none' {
  const times = (lines[0]?.points ?? []).map(({ at }) => at)
  if (key === 'Escape' || key === 'End') return undefined
  if (key === 'Home') return times[0]
  // The first step is to the newest moment: its values are not read aloud by themselves.
  if (key === 'ArrowLeft' && cursor === undefined) return times.at(-1)
  if (key === 'ArrowLeft') return times.filter((at) => at < (cursor ?? endAt)).at(-1) ?? cursor
  if (key === 'ArrowRight') return times.find((at) => at > (cursor ?? endAt))
  return 'none'
}

function Plot(props: ChartProps) {
  const { lines, limit, endAt, spanMs, cursor, onCursor, title } = props
  const { place, width } = useWidth()
  const largest = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ value }) => value)))
  const isDrawn = limit !== undefined && largest >= limit * drawnShare
  const scale = niceScale(isDrawn ? Math.max(largest, limit) : largest)
  const move = (event: PointerEvent) => {
    const { left: from, width: all } = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - from - left) / (all - left)
    if (share < 0) onCursor(undefined)
    else onCursor(endAt - (1 - share) * spanMs)
  }
  const press = (event: KeyboardEvent) => {
    const next = stepped(props, event.key)
    if (next === 'none' || (event.key === 'Escape' && cursor === undefined)) return
    event.preventDefault()
    event.stopPropagation()
    onCursor(next)
  }
  const seconds = cursor === undefined ? 0 : Math.round((cursor - endAt) / 1000)
  return (
    <div
      ref={place}
      className={css['plot']}
      role="slider"
      tabIndex={0}
      aria-label={strings.cursor(title)}
      aria-valuemin={-spanMs / 1000}
      aria-valuemax={0}
      aria-valuenow={seconds}
      aria-valuetext={spoken(props)}
      onPointerMove={move}
      onPointerLeave={() => onCursor(undefined)}
      onBlur={() => onCursor(undefined)}
      onKeyDown={press}
    >
      {width > 0 && (
        <Drawing chart={props} width={width} scale={scale} limit={isDrawn ? limit : undefined} />
      )}
    </div>
  )
}

/** Values over the last minutes, and what they were at the moment under the pointer. */
export function LineChart(props: ChartProps) {
  const id = useId()
  const isSeveral = props.lines.length > 1
  return (
    <section className={css['chart']} aria-labelledby={id}>
      <header className={cx(css['head'], isSeveral && css['several'])}>
        <h2 id={id}>{props.title}</h2>
        {props.note === undefined && <Legend props={props} isSeveral={isSeveral} />}
      </header>
      {props.note === undefined ? <Plot {...props} /> : <p className={css['note']}>{props.note}</p>}
    </section>
  )
}
