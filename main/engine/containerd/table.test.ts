import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import { observable } from '../../base/observable.ts'
import type { EngineEvent } from './events.ts'
import type { Link, LinkState, Listener, Up } from './link.ts'
import { createTable, type Source, type Trouble } from './table.ts'

const namespace = Namespace.parse('default')
const created = (id: string): EngineEvent => ({ type: 'container-created', id })
const minute = 60_000

/** A table over a list in memory, whose connection can be lost and made again. */
function begin(options: { load?: () => Promise<void> } = {}) {
  const engine = new Map<string, string>([['a', 'A']])
  const state = observable<LinkState>({ type: 'connecting' })
  const link: Link = {
    state: () => state.get(),
    follow: (signal) => state.follow(signal),
    up: () => Promise.reject(new Error('unused')),
    dispose: () => Promise.resolve(),
  }
  const troubles: Trouble[] = []
  const listeners = new Set<Listener>()
  const heard: string[] = []
  let lost = new AbortController()
  const abandoned: AppError[] = []
  const connect = () => {
    lost = new AbortController()
    const up = {
      type: 'up',
      lost: lost.signal,
      listen: (listener: Listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      abandon: (error: AppError) => {
        abandoned.push(error)
        lost.abort(error)
      },
    }
    // Only what a table uses of it.
    state.set(up as unknown as Up)
  }
  const table = createTable<string, string>({
    name: 'things',
    namespace,
    link,
    concerns: ({ type }) => type.startsWith('container'),
    open: (_, patch): Source<string, string> => ({
      load: async () => {
        const rows = [...engine]
        await options.load?.()
        return rows
      },
      hear: (event) => {
        if (!('id' in event)) return
        heard.push(event.id)
        const row = engine.get(event.id)
        if (row === undefined) patch.remove(event.id)
        else patch.upsert(event.id, row)
      },
    }),
    onTrouble: (trouble) => troubles.push(trouble),
  })
  const stop = new AbortController()
  const items = table.follow(stop.signal)[Symbol.asyncIterator]()
  return {
    ...{ engine, table, troubles, heard, abandoned, connect, state },
    next: async (): Promise<unknown> => (await items.next()).value,
    lose: (error: AppError) => {
      lost.abort(error)
      state.set({ type: 'down', error: error.data, since: 5 })
    },
    emit: (event: EngineEvent, where: string = namespace) => {
      for (const listener of listeners) listener(event, where)
    },
    listeners: () => listeners.size,
  }
}

const gone = new AppError({ code: 'unavailable', message: 'Gone.' })

describe('a table', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('shows what is there, then what events tell of its namespace', async () => {
    const { engine, connect, next, emit, heard } = begin()
    connect()
    expect(await next()).toEqual({ type: 'snapshot', rows: ['A'] })
    engine.set('b', 'B')
    emit(created('b'), 'other')
    emit({ type: 'image-changed', name: 'b' })
    emit(created('b'))
    expect(await next()).toEqual({ type: 'change', upsert: ['B'], remove: [] })
    expect(heard).toEqual(['b'])
  })

  it('hears after the list what happened while it was read', async () => {
    const gate = Promise.withResolvers<undefined>()
    const { engine, connect, next, emit } = begin({ load: () => gate.promise })
    connect()
    await vi.advanceTimersByTimeAsync(1)
    engine.set('b', 'B')
    emit(created('b'))
    gate.resolve(undefined)
    expect(await next()).toEqual({ type: 'snapshot', rows: ['A', 'B'] })
  })

  it('finds every minute what no event has told, and says so', async () => {
    const { engine, connect, next, troubles } = begin()
    connect()
    await next()
    engine.delete('a')
    engine.set('b', 'B')
    await vi.advanceTimersByTimeAsync(minute)
    expect(await next()).toEqual({ type: 'change', upsert: ['B'], remove: ['a'] })
    expect(troubles).toEqual([{ table: 'things', corrected: ['b', 'a'] }])
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect(troubles).toHaveLength(1)
  })

  it('believes an event that comes while it reconciles', async () => {
    const gates = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    let turn = 0
    const { engine, connect, next, emit, troubles } = begin({
      load: () => gates[turn++]?.promise.then(() => undefined) ?? Promise.resolve(),
    })
    connect()
    gates[0]?.resolve(undefined)
    await next()
    await vi.advanceTimersByTimeAsync(minute)
    engine.set('a', 'A2')
    emit(created('a'))
    gates[1]?.resolve(undefined)
    expect(await next()).toEqual({ type: 'change', upsert: ['A2'], remove: [] })
    await vi.advanceTimersByTimeAsync(1)
    expect(troubles).toEqual([])
  })

  it('is unreachable while there is no connection, and begins anew with the next', async () => {
    const { engine, connect, next, lose, listeners } = begin()
    connect()
    await next()
    lose(gone)
    expect(await next()).toEqual({ type: 'unreachable', error: gone.data, since: 5 })
    expect(listeners()).toBe(0)
    engine.set('a', 'A2')
    connect()
    expect(await next()).toEqual({ type: 'snapshot', rows: ['A2'] })
  })

  it('gives up a connection over which nobody answers', async () => {
    const { connect, abandoned } = begin({ load: () => Promise.reject(gone) })
    connect()
    await vi.advanceTimersByTimeAsync(1)
    expect(abandoned).toEqual([gone])
  })

  it('tells of a reconciliation that fails, and goes on', async () => {
    let turn = 0
    const refusal = new AppError({ code: 'denied', message: 'No.' })
    const { connect, next, troubles, abandoned } = begin({
      load: () => (turn++ === 0 ? Promise.resolve() : Promise.reject(refusal)),
    })
    connect()
    await next()
    await vi.advanceTimersByTimeAsync(2 * minute)
    expect(troubles).toEqual([
      { table: 'things', corrected: [], error: refusal },
      { table: 'things', corrected: [], error: refusal },
    ])
    expect(abandoned).toEqual([])
  })

  it('does nothing any more when it is disposed of', async () => {
    const { connect, next, table, listeners } = begin()
    connect()
    await next()
    table.dispose()
    await vi.advanceTimersByTimeAsync(1)
    expect(listeners()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
