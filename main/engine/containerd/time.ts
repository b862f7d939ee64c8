import type { Timestamp } from '@bufbuild/protobuf/wkt'

/** Epoch milliseconds, or undefined for an absent time and for Go's zero time. */
export function toTime(timestamp: Timestamp | undefined): number | undefined {
  if (timestamp === undefined || timestamp.seconds <= 0n) return undefined
  return Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1_000_000)
}

/** Epoch milliseconds of what Go writes for a time, or undefined where there is none. */
export function parseTime(text: unknown): number | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return time > 0 ? time : undefined
}
