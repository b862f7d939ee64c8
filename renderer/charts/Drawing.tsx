import { useId } from 'react'
import css from './line-chart.module.css'
import type { ChartProps } from './LineChart.tsx'
import { nearest, pathsOf, xOf, yOf } from './points.ts'
import type { Box, Range } from './points.ts'
import { strings } from './strings.ts'

/** Room for the figures of the axis, in pixels. */
export const left = 66
const height = 92
const above = 6
const below = 18
const minuteMs = 60_000

type Frame = { readonly box: Box; readonly range: Range }

const Axes = ({
  box,
  range,
  step,
  format,
}: Frame & { step: number; format: (value: number) => string }) => {
  const lines = Array.from({ length: Math.round(range.top / step) + 1 }, (_, index) => index * step)
  const minutes = Math.round(range.spanMs / minuteMs)
  // Where it is narrow, every second minute is enough.
  const every = box.width < 260 ? 2 : 1
  return (
    <>
      {lines.map((value) => (
        <g key={value}>
          <line
            className={css['grid']}
            x2={box.width}
            y1={yOf(value, box, range)}
            y2={yOf(value, box, range)}
          />
          <text x={-8} y={yOf(value, box, range) + 4} textAnchor="end">
            {format(value)}
          </text>
        </g>
      ))}
      {Array.from({ length: minutes + 1 }, (_, ago) => ago)
        .filter((ago) => ago % every === 0)
        .map((ago) => (
          <text
            key={ago}
            x={xOf(range.endAt - ago * minuteMs, box, range)}
            y={box.height + below - 2}
            textAnchor={ago === 0 ? 'end' : ago === minutes ? 'start' : 'middle'}
          >
            {strings.minutesAgo(ago)}
          </text>
        ))}
    </>
  )
}

const Cursor = ({ chart, box, range }: Frame & { chart: ChartProps }) => {
  const { cursor, lines } = chart
  if (cursor === undefined) return undefined
  const x = xOf(cursor, box, range)
  return (
    <>
      <line className={css['cursor']} x1={x} x2={x} y2={box.height} />
      {lines.map(({ label, points, tone }) => {
        const point = nearest(points, cursor)
        return (
          point !== undefined && (
            <circle
              key={label}
              className={css[`tone${tone}`]}
              cx={xOf(point.at, box, range)}
              cy={yOf(point.value, box, range)}
              r={3}
            />
          )
        )
      })}
    </>
  )
}

/** The picture of a chart; what it says is said in words beside it. */
export function Drawing({
  chart,
  width,
  scale,
  limit,
}: {
  chart: ChartProps
  width: number
  scale: { readonly top: number; readonly step: number }
  limit: number | undefined
}) {
  const clip = useId()
  const box = { width: Math.max(40, width - left), height }
  const range = { endAt: chart.endAt, spanMs: chart.spanMs, top: scale.top }
  return (
    <svg width={width} height={above + height + below} aria-hidden="true">
      <clipPath id={clip}>
        <rect y={-2} width={box.width} height={height + 4} />
      </clipPath>
      <g transform={`translate(${left} ${above})`}>
        <Axes box={box} range={range} step={scale.step} format={chart.format} />
        {limit !== undefined && (
          <line
            className={css['limit']}
            x2={box.width}
            y1={yOf(limit, box, range)}
            y2={yOf(limit, box, range)}
          />
        )}
        <g clipPath={`url(#${clip})`}>
          {chart.lines.map(({ label, points, tone }) => {
            const { line, area } = pathsOf(points, box, range)
            return (
              <g key={label} className={css[`tone${tone}`]}>
                {tone === 1 && <path className={css['area']} d={area} />}
                <path className={css['line']} d={line} />
              </g>
            )
          })}
        </g>
        <Cursor chart={chart} box={box} range={range} />
      </g>
    </svg>
  )
}
