import { createGate, type Limits } from './flow.ts'

/** What is to be sent, in order, as far as the other side has room. */
export type Outbox<T> = {
  /** Resolves when the item is on its way. */
  send(item: T): Promise<void>
  /** After all that was sent before. */
  finish(): void
  credited(weight: number): void
  /** The way is there: nothing is sent before. */
  start(): void
  fail(error: Error): void
}

type Entry<T> = {
  readonly item: T
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export function createOutbox<T>(
  limits: Limits,
  post: { readonly item: (item: T) => void; readonly finish: () => void },
): Outbox<T> {
  const queue: Entry<T>[] = []
  let isStarted = false
  let isFinishing = false
  let failure: { readonly error: Error } | undefined

  const flush = () => {
    while (isStarted && gate.isOpen()) {
      const entry = queue.shift()
      if (entry === undefined) break
      try {
        post.item(entry.item)
        gate.sent(limits.weigh(entry.item))
        entry.resolve()
      } catch (error) {
        entry.reject(error)
      }
    }
    if (!isFinishing || !isStarted || queue.length > 0) return
    isFinishing = false
    post.finish()
  }
  const gate = createGate(limits, flush)

  return {
    send: (item) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure.error)
          return
        }
        queue.push({ item, resolve, reject })
        flush()
      }),
    finish: () => {
      if (failure !== undefined) return
      isFinishing = true
      flush()
    },
    credited: gate.credited,
    start: () => {
      isStarted = true
      flush()
    },
    fail: (error) => {
      failure ??= { error }
      isStarted = false
      for (const { reject } of queue.splice(0)) reject(failure.error)
    },
  }
}
