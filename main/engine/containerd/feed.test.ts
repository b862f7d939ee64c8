import { describe, expect, it } from 'vitest'
import { createFeed } from './feed.ts'

type Row = { readonly name: string }
const error = { code: 'unavailable', message: 'Gone.' } as const

function begin() {
  const feed = createFeed<Row, string>()
  const stop = new AbortController()
  const items = feed.follow(stop.signal)[Symbol.asyncIterator]()
  return { feed, stop, next: async (): Promise<unknown> => (await items.next()).value }
}

describe('a feed', () => {
  it('says nothing before it knows something', async () => {
    const { feed, next } = begin()
    const first = next()
    feed.snapshot([['a', { name: 'A' }]])
    expect(await first).toEqual({ type: 'snapshot', rows: [{ name: 'A' }] })
  })

  it('tells a slow follower all that it missed as one change', async () => {
    const { feed, next } = begin()
    feed.snapshot([
      ['a', { name: 'A' }],
      ['b', { name: 'B' }],
    ])
    await next()
    feed.upsert('a', { name: 'A2' })
    feed.upsert('a', { name: 'A3' })
    feed.remove('b')
    feed.upsert('c', { name: 'C' })
    feed.remove('c')
    expect(await next()).toEqual({ type: 'change', upsert: [{ name: 'A3' }], remove: ['b', 'c'] })
  })

  it('does not tell a row that is as it was', () => {
    const { feed } = begin()
    feed.snapshot([['a', { name: 'A' }]])
    expect(feed.upsert('a', { name: 'A' })).toBe(false)
    expect(feed.upsert('a', { name: 'B' })).toBe(true)
    expect(feed.remove('b')).toBe(false)
  })

  it('keeps its rows while it is unreachable, and begins anew after it', async () => {
    const { feed, next } = begin()
    feed.snapshot([['a', { name: 'A' }]])
    await next()
    feed.upsert('a', { name: 'A2' })
    feed.unreachable(error, 5)
    expect(await next()).toEqual({ type: 'unreachable', since: 5, error })
    expect(feed.rows().size).toBe(1)
    feed.snapshot([['b', { name: 'B' }]])
    expect(await next()).toEqual({ type: 'snapshot', rows: [{ name: 'B' }] })
  })

  it('tells each follower for itself, and ends with its signal', async () => {
    const one = begin()
    one.feed.snapshot([])
    const stop = new AbortController()
    const other = one.feed.follow(stop.signal)[Symbol.asyncIterator]()
    expect((await other.next()).value).toEqual({ type: 'snapshot', rows: [] })
    const waiting = other.next()
    stop.abort()
    expect((await waiting).done).toBe(true)
    one.feed.upsert('a', { name: 'A' })
    expect(await one.next()).toEqual({ type: 'snapshot', rows: [{ name: 'A' }] })
  })
})
