import { memo } from 'react'
import css from './sparkline.module.css'
import { sparkPoints } from './spark-points.ts'

/** The last values as a line, newest at the right; the figure itself is written beside it. */
export const Sparkline = memo(function Sparkline({
  values,
  max,
  width = 52,
  height = 16,
  slots = 18,
}: {
  values: readonly number[]
  /** What the full height stands for; absent: the largest value. */
  max?: number | undefined
  width?: number | undefined
  height?: number | undefined
  slots?: number | undefined
}) {
  return (
    <svg
      className={css['spark']}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <polyline points={sparkPoints(values, { max, width, height, slots })} />
    </svg>
  )
})
