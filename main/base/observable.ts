/** A value that changes, and everybody who wants to know. */
export type Observable<T> = {
  get(): T
  set(value: T): void
  /** The value now, then the newest one whenever the reader is ready: none is queued. */
  follow(signal: AbortSignal): AsyncIterable<T>
}

export function observable<T>(initial: T): Observable<T> {
  let value = initial
  let changed = Promise.withResolvers<void>()
  return {
    get: () => value,
    set: (next) => {
      value = next
      changed.resolve()
      changed = Promise.withResolvers()
    },
    async *follow(signal) {
      const aborted = Promise.withResolvers<void>()
      const abort = () => aborted.resolve()
      signal.addEventListener('abort', abort, { once: true })
      try {
        while (!signal.aborted) {
          const next = changed.promise
          yield value
          await Promise.race([next, aborted.promise])
        }
      } finally {
        signal.removeEventListener('abort', abort)
      }
    },
  }
}
