import type { Machine, Stage } from '../../../preload/contract/machine.ts'

type Timeline = NonNullable<Machine['timeline']>

export type Bar = {
  readonly stage: Stage
  /** In percent of the axis. */
  readonly left: number
  readonly width: number
  /** Where it usually ends, when that is worth showing. */
  readonly usualAt?: number
  readonly tookMs?: number
  /** How much longer than usual, when that is worth saying. */
  readonly slowerMs?: number
}

const lateness = 1.3
const worthMs = 300

const isLate = (tookMs: number, usualMs: number) =>
  tookMs > usualMs * lateness && tookMs - usualMs >= worthMs

/** The axis begins with the first stage and ends with the last, or where it usually would. */
function axisMs({ stages, usualMs = 0 }: Timeline, elapsedMs: number): number {
  const ends = stages.map(({ startedAfterMs = 0, tookMs = 0 }) => startedAfterMs + tookMs)
  return Math.max(1, usualMs, elapsedMs, ...ends)
}

function bar(stage: Stage, axis: number, elapsedMs: number): Bar {
  const { startedAfterMs, usualMs, state } = stage
  if (startedAfterMs === undefined) return { stage, left: 0, width: 0 }
  const isRunning = state === 'running'
  const tookMs = isRunning ? Math.max(0, elapsedMs - startedAfterMs) : (stage.tookMs ?? 0)
  const slowerMs = usualMs !== undefined && isLate(tookMs, usualMs) ? tookMs - usualMs : undefined
  const percent = (ms: number) => (ms / axis) * 100
  return {
    stage,
    left: percent(startedAfterMs),
    width: Math.max(0.6, percent(tookMs)),
    tookMs,
    ...(slowerMs === undefined || usualMs === undefined
      ? {}
      : { slowerMs, usualAt: percent(startedAfterMs + usualMs) }),
  }
}

/** A start or stop as bars on one axis. `now` matters only while it is under way. */
export function layTimeline(timeline: Timeline, now: number) {
  const elapsedMs = timeline.tookMs ?? Math.max(0, now - timeline.startedAt)
  const axis = axisMs(timeline, timeline.tookMs === undefined ? elapsedMs : 0)
  return { elapsedMs, bars: timeline.stages.map((stage) => bar(stage, axis, elapsedMs)) }
}
