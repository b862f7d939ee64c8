import { useCallback, useSyncExternalStore } from 'react'
import { subscribeClock } from './clock.ts'

/** The time in steps of `everyMs` while something runs, and 0 otherwise. */
export function useNow(isRunning: boolean, everyMs: number): number {
  const subscribe = useCallback(
    (changed: () => void) => (isRunning ? subscribeClock(() => everyMs, changed) : () => undefined),
    [isRunning, everyMs],
  )
  const read = () => (isRunning ? Math.floor(Date.now() / everyMs) * everyMs : 0)
  return useSyncExternalStore(subscribe, read)
}
