/** What has arrived and is not read yet, as something to read with `for await`, by one reader. */
export type Inbox<T> = {
  push(item: T): void
  end(): void
  /** Thrown to the reader after what arrived before. */
  fail(error: unknown): void
  /** Ends at once: what was not read is dropped. */
  drop(): void
  readonly reader: AsyncIterableIterator<T, undefined>
}

type Events<T> = {
  /** An item counts as consumed when the reader asks for the next one. */
  readonly consumed: (item: T) => void
  /** The reader left its loop. */
  readonly left: () => void
}

type Waiter<T> = {
  readonly resolve: (result: IteratorResult<T, undefined>) => void
  readonly reject: (error: unknown) => void
}

export function createInbox<T>({ consumed, left }: Events<T>): Inbox<T> {
  const items: { readonly item: T }[] = []
  const delivered: T[] = []
  const waiters: Waiter<T>[] = []
  let over: { readonly error?: unknown } | undefined

  const deliver = (item: T): IteratorResult<T, undefined> => {
    delivered.push(item)
    return { done: false, value: item }
  }
  const settle = () => {
    for (const { resolve, reject } of waiters.splice(0)) {
      if (over?.error === undefined) resolve({ done: true, value: undefined })
      else {
        reject(over.error)
        over = {}
      }
    }
  }
  const finish = (how: { readonly error?: unknown }) => {
    if (over !== undefined) return
    over = how
    settle()
  }
  const next = () =>
    new Promise<IteratorResult<T, undefined>>((resolve, reject) => {
      for (const item of delivered.splice(0)) consumed(item)
      const first = items.shift()
      if (first !== undefined) {
        resolve(deliver(first.item))
        return
      }
      waiters.push({ resolve, reject })
      if (over !== undefined) settle()
    })
  const drop = () => {
    items.length = 0
    delivered.length = 0
    over = {}
    settle()
  }
  const leave = () => {
    drop()
    left()
    return Promise.resolve({ done: true as const, value: undefined })
  }
  return {
    push: (item) => {
      if (over !== undefined) return
      const waiter = waiters.shift()
      if (waiter === undefined) items.push({ item })
      else waiter.resolve(deliver(item))
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    drop,
    reader: {
      next,
      return: leave,
      [Symbol.asyncIterator]() {
        return this
      },
    },
  }
}
