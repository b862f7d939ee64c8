import type { ErrorData } from '../../preload/contract/errors.ts'
import { isEqual } from '../lib/equal.ts'

/** One thing that changes; `stale`: what was last known. */
export type Value<T> = {
  readonly status: 'loading' | 'live' | 'stale'
  readonly value?: T
  readonly error?: ErrorData
}

export const noValue = { status: 'loading' } as const

export const applyValue = <T>(state: Value<T>, value: T): Value<T> =>
  state.status === 'live' && isEqual(state.value, value)
    ? state
    : { status: 'live', value: isEqual(state.value, value) ? (state.value ?? value) : value }

export const loseValue = <T>(state: Value<T>, error: ErrorData): Value<T> => ({
  ...state,
  status: 'stale',
  error,
})
