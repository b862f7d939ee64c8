type Box = {
  readonly max: number | undefined
  readonly width: number
  readonly height: number
  readonly slots: number
}

/** Points of a polyline: the last `slots` values, right-aligned, one unit of margin above and below. */
export function sparkPoints(values: readonly number[], { max, width, height, slots }: Box): string {
  const last = values.slice(-slots)
  const top = max ?? Math.max(...last, Number.EPSILON)
  const step = width / Math.max(1, slots - 1)
  const first = slots - last.length
  return last
    .map((value, index) => {
      const y = height - 1 - (Math.min(value, top) / top) * (height - 2)
      return `${((first + index) * step).toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
}
