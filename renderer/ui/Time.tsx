import { useCallback, useSyncExternalStore } from 'react'
import { subscribeClock } from '../lib/clock.ts'
import { formatAge, formatDuration, formatExact } from '../lib/format.ts'

/** Relative, with the exact time in its tooltip: `2 h`, or `2 h ago`. */
export function Time({ at, isAgo }: { at: number; isAgo?: boolean | undefined }) {
  const subscribe = useCallback(
    (changed: () => void) => subscribeClock(() => formatAge(Date.now() - at).validMs, changed),
    [at],
  )
  const text = useSyncExternalStore(subscribe, () => formatAge(Date.now() - at).text)
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {isAgo === true ? `${text} ago` : text}
    </time>
  )
}

/** A stopwatch that runs while something does: whole seconds after the first ten. */
export function Elapsed({ since, until }: { since: number; until?: number | undefined }) {
  const subscribe = useCallback(
    (changed: () => void) =>
      until === undefined
        ? subscribeClock(() => (Date.now() - since < 20_000 ? 100 : 1000), changed)
        : () => undefined,
    [since, until],
  )
  const text = useSyncExternalStore(subscribe, () => formatDuration((until ?? Date.now()) - since))
  return <span>{text}</span>
}
