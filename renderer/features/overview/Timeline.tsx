import { useState } from 'react'
import type { Machine } from '../../../preload/contract/machine.ts'
import { cx } from '../../lib/cx.ts'
import { formatDuration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { Icon } from '../../ui/icons.tsx'
import { strings } from './strings.ts'
import css from './timeline.module.css'
import { layTimeline } from './timeline.ts'
import type { Bar } from './timeline.ts'

const Mark = ({ state }: { state: Bar['stage']['state'] }) => {
  switch (state) {
    case 'done':
      return <Icon name="check" className={css['ok']} />
    case 'failed':
      return <Icon name="kill" className={css['bad']} />
    case 'running':
      return <span className={css['half']} />
    case 'skipped':
      return <Icon name="minus" />
    case 'waiting':
      return <span className={css['point']} />
  }
}

const Row = ({ stage, left, width, usualAt, tookMs, slowerMs }: Bar) => (
  <li
    className={cx(css['stage'], css[stage.state], slowerMs !== undefined && css['slow'])}
    title={stage.note}
  >
    <span className={css['mark']}>
      <Mark state={stage.state} />
      <span className="visually-hidden">{strings.stageState[stage.state]}</span>
    </span>
    <span className={css['label']}>{stage.label}</span>
    <span className={css['track']} aria-hidden="true">
      {width > 0 && <i style={{ left: `${left}%`, width: `${width}%` }} />}
      {usualAt !== undefined && <u style={{ left: `${usualAt}%` }} />}
    </span>
    <span className={css['took']}>{tookMs === undefined ? '' : formatDuration(tookMs)}</span>
    <span className={css['usual']}>
      {slowerMs !== undefined
        ? strings.slower(slowerMs)
        : stage.usualMs !== undefined && formatDuration(stage.usualMs)}
    </span>
  </li>
)

const notes = (bars: readonly Bar[]) =>
  bars.flatMap(({ stage, slowerMs }) => {
    const late = slowerMs === undefined ? undefined : strings.slowNote(stage.label, slowerMs)
    const said = stage.note === undefined ? undefined : `${stage.label}: ${stage.note}`
    const isOdd = late !== undefined || stage.state === 'failed'
    return late === undefined && said === undefined
      ? []
      : [{ id: stage.id, isOdd, text: [late, said].filter(Boolean).join(' ') }]
  })

const heading = ({ action }: NonNullable<Machine['timeline']>, isUnderWay: boolean) => {
  if (action === 'start') return isUnderWay ? strings.starting : strings.lastStart
  return isUnderWay ? strings.stopping : strings.lastStop
}

const Stages = ({ bars }: { bars: readonly Bar[] }) => (
  <>
    <ol aria-label={strings.stages}>
      {bars.map((bar) => (
        <Row key={bar.stage.id} {...bar} />
      ))}
    </ol>
    {notes(bars).map(({ id, text, isOdd }) => (
      <p key={id} className={isOdd ? css['odd'] : css['note']}>
        {text}
      </p>
    ))}
  </>
)

/** Open while it is under way or failed, and from then on as long as one looks. */
function useIsOpen(isTelling: boolean) {
  const [choice, setChoice] = useState<boolean>()
  const [hasTold, setHasTold] = useState(isTelling)
  if (isTelling && !hasTold) setHasTold(true)
  const isOpen = choice ?? hasTold
  return { isOpen, toggle: () => setChoice(!isOpen) }
}

/** A start or stop of the machine: named stages on one axis, with what they usually take. */
export function Timeline({
  timeline,
  isUnderWay,
  hasFailed,
}: {
  timeline: NonNullable<Machine['timeline']>
  isUnderWay: boolean
  hasFailed: boolean
}) {
  const now = useNow(isUnderWay, 100)
  const { elapsedMs, bars } = layTimeline(timeline, now)
  const { isOpen, toggle } = useIsOpen(isUnderWay || hasFailed)
  return (
    <div className={css['timeline']}>
      <button type="button" className={css['head']} aria-expanded={isOpen} onClick={toggle}>
        <Icon name={isOpen ? 'down' : 'right'} />
        <b>{heading(timeline, isUnderWay)}</b>
        <span className={css['summary']}>
          {formatDuration(elapsedMs)}
          {timeline.usualMs !== undefined && ` · ${strings.usuallyReady(timeline.usualMs)}`}
        </span>
      </button>
      {isOpen && <Stages bars={bars} />}
    </div>
  )
}
