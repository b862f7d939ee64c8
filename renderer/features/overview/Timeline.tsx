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
    if (stage.note !== undefined) return [{ id: stage.id, text: `${stage.label}: ${stage.note}` }]
    return slowerMs === undefined
      ? []
      : [{ id: stage.id, text: strings.slowNote(stage.label, slowerMs) }]
  })

const heading = ({ action }: NonNullable<Machine['timeline']>, isUnderWay: boolean) => {
  if (action === 'start') return isUnderWay ? strings.starting : strings.lastStart
  return isUnderWay ? strings.stopping : strings.lastStop
}

/** A start or stop of the machine: named stages on one axis, with what they usually take. */
export function Timeline({
  timeline,
  isUnderWay,
}: {
  timeline: NonNullable<Machine['timeline']>
  isUnderWay: boolean
}) {
  const now = useNow(isUnderWay, 100)
  const { elapsedMs, bars } = layTimeline(timeline, now)
  return (
    <div className={css['timeline']}>
      <h3>
        {heading(timeline, isUnderWay)}{' '}
        <span className={css['summary']}>
          {formatDuration(elapsedMs)}
          {timeline.usualMs !== undefined && ` · ${strings.usuallyReady(timeline.usualMs)}`}
        </span>
      </h3>
      <ol aria-label={strings.stages}>
        {bars.map((bar) => (
          <Row key={bar.stage.id} {...bar} />
        ))}
      </ol>
      {notes(bars).map(({ id, text }) => (
        <p key={id} className={css['note']}>
          {text}
        </p>
      ))}
    </div>
  )
}
