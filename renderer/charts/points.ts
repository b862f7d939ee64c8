/** A measured value; `at` is epoch milliseconds. */
export type Point = { readonly at: number; readonly value: number }

export type Box = { readonly width: number; readonly height: number }
/** What a chart shows: `spanMs` that end at `endAt`, and values up to `top`. */
export type Range = { readonly endAt: number; readonly spanMs: number; readonly top: number }

const round = [1, 2, 2.5, 5, 10]

/** A round number at least as large as the value, and the step between two grid lines. */
export function niceScale(largest: number): { readonly top: number; readonly step: number } {
  if (largest <= 0) return { top: 1, step: 0.5 }
  const power = 10 ** Math.floor(Math.log10(largest / 2))
  const step = power * (round.find((factor) => factor * power >= largest / 2) ?? 10)
  return { top: step * Math.ceil(largest / step - 1e-9), step }
}

/** More than this between two points: nothing was measured then. */
const gapMs = 7_000

const areJoined = (before: Point | undefined, after: Point): boolean =>
  before !== undefined && after.at - before.at < gapMs

/** How a total grows, per second. A total that shrinks began anew, and says nothing about that step. */
export function ratesOf(totals: readonly Point[]): readonly Point[] {
  return totals.flatMap((point, index) => {
    const before = totals[index - 1]
    if (before === undefined || !areJoined(before, point)) return []
    const ms = point.at - before.at
    const grown = point.value - before.value
    return ms <= 0 || grown < 0 ? [] : [{ at: point.at, value: (grown / ms) * 1000 }]
  })
}

/** Points that follow each other without a gap. */
function runs(points: readonly Point[]): readonly (readonly Point[])[] {
  const all: Point[][] = []
  for (const [index, point] of points.entries()) {
    const last = all.at(-1)
    if (last !== undefined && areJoined(points[index - 1], point)) last.push(point)
    else all.push([point])
  }
  return all
}

export const xOf = (at: number, { width }: Box, { endAt, spanMs }: Range): number =>
  width - ((endAt - at) / spanMs) * width

export const yOf = (value: number, { height }: Box, { top }: Range): number =>
  height - (Math.min(value, top) / top) * height

/** Paths of an SVG: the line, and the area under it. */
export function pathsOf(points: readonly Point[], box: Box, range: Range) {
  let line = ''
  let area = ''
  for (const run of runs(points)) {
    const path = run
      .map(({ at, value }) => {
        const [x, y] = [xOf(at, box, range), yOf(value, box, range)]
        return `${x.toFixed(1)} ${y.toFixed(1)}`
      })
      .join('L')
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) continue
    line += `M${path}`
    const [from, to] = [xOf(first.at, box, range), xOf(last.at, box, range)]
    area += `M${path}L${to.toFixed(1)} ${box.height}L${from.toFixed(1)} ${box.height}Z`
  }
  return { line, area }
}

/** The point closest in time, where one is close enough to be meant. */
export function nearest(points: readonly Point[], at: number): Point | undefined {
  let best: Point | undefined
  for (const point of points) {
    if (best === undefined || Math.abs(point.at - at) < Math.abs(best.at - at)) best = point
  }
  return best !== undefined && Math.abs(best.at - at) <= gapMs ? best : undefined
}
