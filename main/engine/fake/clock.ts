import { AppError } from '../../../preload/contract/errors.ts'

/** Time as the fake lives it: what a person would wait for can be made to pass at once. */
export type Clock = {
  /** Never the same twice, so that what comes later is later. */
  now(): number
  /** Rejects with `cancelled` when the signal aborts first. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** `pace` 1 is real time, 0.1 ten times as fast, 0 at once. */
export function createClock(pace: number): Clock {
  let last = 0
  return {
    now: () => {
      last = Math.max(Date.now(), last + 0.001)
      return last
    },
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const abort = () => {
          clearTimeout(timer)
          reject(new AppError({ code: 'cancelled', message: 'This was cancelled.' }))
        }
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', abort)
          resolve()
        }, ms * pace)
        if (signal.aborted) abort()
        else signal.addEventListener('abort', abort, { once: true })
      }),
  }
}
