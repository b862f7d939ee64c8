import { useMemo, useState } from 'react'
import type { Container, StatsSample } from '../../../../preload/contract/containers.ts'
import { LineChart } from '../../../charts/LineChart.tsx'
import type { ChartProps } from '../../../charts/LineChart.tsx'
import { formatBytes, formatPercent } from '../../../lib/format.ts'
import { usePending } from '../../../store/pending.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { usePage } from '../context.tsx'
import { act, commonVerbs } from '../entries.ts'
import { useSamples } from '../useSamples.ts'
import css from './stats.module.css'
import { pointsOf, ratePoints } from './figures.ts'
import { isManagedElsewhere } from '../manager.ts'
import { strings } from './strings.ts'

const spanMs = 5 * 60_000

const rate = (bytes: number) => strings.perSecond(formatBytes(bytes))
/** Round figures of the axis need no decimals. */
const percent = (value: number) => (Number.isInteger(value) ? `${value} %` : formatPercent(value))
const whole = (value: number) => (Number.isInteger(value) ? value.toLocaleString('en') : '')

type Drawn = Pick<ChartProps, 'title' | 'lines' | 'format' | 'limit' | 'note'>

function chartsOf({ limits }: Container, samples: readonly StatsSample[]): readonly Drawn[] {
  const newest = samples.at(-1)
  const { cpus } = limits
  const line = (label: string, points: ReturnType<typeof pointsOf>, tone: 1 | 2 = 1) => ({
    label,
    points,
    tone,
  })
  return [
    {
      title: strings.cpu,
      format: percent,
      limit: cpus === undefined ? undefined : cpus * 100,
      lines: [line(strings.cpu, pointsOf(samples, 'cpuPercent'))],
    },
    {
      title: strings.memoryTitle,
      format: formatBytes,
      limit: newest?.memoryLimitBytes,
      lines: [line(strings.memoryTitle, pointsOf(samples, 'memoryBytes'))],
    },
    {
      title: strings.networkTitle,
      format: rate,
      note: newest?.receivedBytes === undefined ? strings.sharesNetwork : undefined,
      lines: [
        line(strings.received, ratePoints(samples, 'receivedBytes')),
        line(strings.sent, ratePoints(samples, 'sentBytes'), 2),
      ],
    },
    {
      title: strings.blockTitle,
      format: rate,
      note: newest?.readBytes === undefined ? strings.noBlock : undefined,
      lines: [
        line(strings.read, ratePoints(samples, 'readBytes')),
        line(strings.written, ratePoints(samples, 'writtenBytes'), 2),
      ],
    },
    {
      title: strings.pidsTitle,
      format: whole,
      limit: limits.pids,
      lines: [line(strings.pidsTitle, pointsOf(samples, 'pids'))],
    },
  ]
}

function StartButton({ container }: { container: Container }) {
  const page = usePage()
  const pending = usePending(container.id)
  const canStart =
    !isManagedElsewhere(container, page.program) &&
    (pending === 'start' || commonVerbs(page, [container]).includes('start'))
  return (
    canStart && (
      <Button
        kind="primary"
        icon="play"
        isBusy={pending === 'start'}
        onClick={() => act(page, [container], 'start')}
      >
        {strings.start}
      </Button>
    )
  )
}

function Charts({ container, samples }: { container: Container; samples: readonly StatsSample[] }) {
  const [cursor, setCursor] = useState<number>()
  const charts = useMemo(() => chartsOf(container, samples), [container, samples])
  const endAt = samples.at(-1)?.at ?? 0
  return (
    <div className={css['charts']}>
      {charts.map((chart) => (
        <LineChart
          key={chart.title}
          {...chart}
          endAt={endAt}
          spanMs={spanMs}
          cursor={cursor}
          onCursor={setCursor}
        />
      ))}
    </div>
  )
}

/** What a container uses, live; the last minutes are kept while its details are open. */
export function Stats({ container }: { container: Container }) {
  const { name, state } = container
  const isMeasured = state === 'running' || state === 'paused'
  const samples = useSamples(container.id, isMeasured)
  if (samples.length === 0) {
    return isMeasured ? (
      <p className={css['measuring']} role="status">
        {strings.measuring}
      </p>
    ) : (
      <EmptyState
        icon="chart"
        title={strings.notRunningTitle(name)}
        action={<StartButton container={container} />}
      >
        {strings.notRunningText}
      </EmptyState>
    )
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
    <div className={css['stats']} tabIndex={0} role="region" aria-label={strings.tab('stats')}>
      {!isMeasured && (
        <Banner
          tone="info"
          className={css['banner']}
          action={<StartButton container={container} />}
        >
          {strings.stoppedMeasuring}
        </Banner>
      )}
      <Charts container={container} samples={samples} />
    </div>
  )
}
