import { expect, test } from 'vitest'
import { createFeed } from './feed.ts'

type Row = { readonly id: string; readonly n: number }
const error = { code: 'unavailable', message: 'The engine is off.' } as const

test('a follower gets all rows, then what changed since it last looked', async () => {
  const feed = createFeed<Row, string>((row) => row.id)
  feed.upsert({ id: 'a', n: 1 })
  const items = feed.follow(new AbortController().signal)[Symbol.asyncIterator]()
  const first = await items.next()
  feed.upsert({ id: 'a', n: 2 })
  feed.upsert({ id: 'a', n: 3 })
  feed.upsert({ id: 'b', n: 1 })
  feed.remove('b')
  expect([first.value, (await items.next()).value]).toEqual([
    { type: 'snapshot', rows: [{ id: 'a', n: 1 }] },
    { type: 'change', upsert: [{ id: 'a', n: 3 }], remove: ['b'] },
  ])
})

test('an engine that is gone and back is said, then all rows are new', async () => {
  const feed = createFeed<Row, string>((row) => row.id)
  const items = feed.follow(new AbortController().signal)[Symbol.asyncIterator]()
  await items.next()
  feed.unreachable(error)
  const gone = await items.next()
  feed.upsert({ id: 'a', n: 1 })
  feed.reachable()
  const back = await items.next()
  expect([gone.value, back.value]).toMatchObject([
    { type: 'unreachable', error },
    { type: 'snapshot', rows: [{ id: 'a', n: 1 }] },
  ])
})

test('a follower that waits ends when its signal aborts', async () => {
  const feed = createFeed<Row, string>((row) => row.id)
  const aborter = new AbortController()
  const items = feed.follow(aborter.signal)[Symbol.asyncIterator]()
  await items.next()
  const last = items.next()
  aborter.abort()
  expect(await last).toEqual({ done: true, value: undefined })
})
