import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '../../preload/contract/errors.ts'
import { createFeed } from './feed.ts'
import { applyChange, emptyTable } from './table.ts'
import type { FeedChange, Table } from './table.ts'

type Row = { readonly id: string; readonly state: string }
type Push = { item(change: FeedChange<Row>): void; fail(error: Error): void }

/** A backend whose streams the test feeds by hand. */
function backend() {
  const opened: Push[] = []
  let open = 0
  return {
    opened,
    openNow: () => open,
    stream: async function* (signal: AbortSignal): AsyncGenerator<FeedChange<Row>> {
      const queue: FeedChange<Row>[] = []
      let failure: Error | undefined
      let wake = () => {}
      opened.push({
        item: (change) => {
          queue.push(change)
          wake()
        },
        fail: (error) => {
          failure = error
          wake()
        },
      })
      open += 1
      signal.addEventListener('abort', () => wake())
      try {
        while (!signal.aborted) {
          const next = queue.shift()
          if (next !== undefined) yield next
          else if (failure !== undefined) throw failure
          else await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        open -= 1
      }
    },
  }
}

function setup() {
  const remote = backend()
  const frames: (() => void)[] = []
  const feed = createFeed<Table<Row>, FeedChange<Row>>({
    initial: emptyTable,
    open: (signal) => remote.stream(signal),
    apply: (table, change) => applyChange(table, change, (row) => row.id),
    lost: (table, error, since) =>
      applyChange(table, { type: 'unreachable', since, error }, (row) => row.id),
    schedule: (flush) => frames.push(flush),
  })
  const frame = () => {
    for (const flush of frames.splice(0)) flush()
  }
  return { remote, feed, frames, frame }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const row = (id: string, state = 'running'): Row => ({ id, state })
const unavailable = new AppError({ code: 'unavailable', message: 'The backend is away.' })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a feed', () => {
  test('opens its stream with the first holder and ends it some time after the last', async () => {
    const { remote, feed } = setup()
    expect(remote.opened).toHaveLength(0)
    const [first, second] = [feed.retain(), feed.retain()]
    await settle()
    expect(remote.opened).toHaveLength(1)
    first()
    first()
    second()
    await vi.advanceTimersByTimeAsync(999)
    expect(remote.openNow()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(remote.openNow()).toBe(0)
  })

  test('goes on when a new holder comes in time', async () => {
    const { remote, feed } = setup()
    feed.retain()()
    await vi.advanceTimersByTimeAsync(500)
    feed.retain()
    await vi.advanceTimersByTimeAsync(5_000)
    expect([remote.opened.length, remote.openNow()]).toEqual([1, 1])
  })

  test('applies all changes of one frame in one set', async () => {
    const { remote, feed, frame, frames } = setup()
    const changed = vi.fn()
    feed.store.subscribe(changed)
    feed.retain()
    await settle()
    remote.opened[0]?.item({ type: 'snapshot', rows: [row('web')] })
    remote.opened[0]?.item({ type: 'change', upsert: [row('db')], remove: [] })
    remote.opened[0]?.item({ type: 'change', upsert: [row('db', 'exited')], remove: ['web'] })
    await settle()
    expect([frames.length, changed.mock.calls.length]).toEqual([1, 0])
    frame()
    expect(changed).toHaveBeenCalledTimes(1)
    expect(feed.store.getState()).toEqual({
      status: 'live',
      rows: new Map([['db', row('db', 'exited')]]),
    })
  })

  test('marks its rows stale when the stream breaks, opens it again, and heals', async () => {
    const { remote, feed, frame } = setup()
    feed.retain()
    await settle()
    remote.opened[0]?.item({ type: 'snapshot', rows: [row('web')] })
    remote.opened[0]?.fail(unavailable)
    await settle()
    frame()
    expect(feed.store.getState()).toMatchObject({ status: 'stale', error: unavailable.data })
    expect(feed.store.getState().rows.size).toBe(1)
    await vi.advanceTimersByTimeAsync(100)
    remote.opened[1]?.item({ type: 'snapshot', rows: [row('web')] })
    await settle()
    frame()
    expect(feed.store.getState()).toEqual({ status: 'live', rows: new Map([['web', row('web')]]) })
  })

  test('waits longer and longer while the stream breaks at once', async () => {
    const { remote, feed } = setup()
    feed.retain()
    for (const waitMs of [100, 200, 400, 800]) {
      await settle()
      const before = remote.opened.length
      remote.opened[before - 1]?.fail(unavailable)
      await vi.advanceTimersByTimeAsync(waitMs - 1)
      expect(remote.opened).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(remote.opened).toHaveLength(before + 1)
    }
  })
})
