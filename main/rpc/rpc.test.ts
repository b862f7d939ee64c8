import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { call, duplex, stream } from '../../preload/contract/define.ts'
import type { HandlersFor } from '../../preload/contract/derive.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { ClientWire } from '../../preload/contract/wire.ts'
import { createClient, type ConnectedClient } from '../../preload/rpc/client.ts'
import { serve, type Served } from './server.ts'
import { transports, type Transport } from './testing.ts'

const Nothing = z.object({})
const Bytes = z.instanceof(Uint8Array)

/** A contract with one of each kind. */
const toys = {
  toy: {
    echo: call(z.object({ text: z.string() }), z.object({ text: z.string() })),
    bytes: call(z.object({ at: z.object({ bytes: Bytes }) }), z.object({ back: z.array(Bytes) })),
    strict: call(
      z.object({
        ports: z.array(z.object({ port: z.number().max(65_535, 'A port is too big.') })),
      }),
      Nothing,
    ),
    fails: call(z.object({ expected: z.boolean() }), Nothing),
    wrong: call(Nothing, z.object({ text: z.string() })),
    waits: call(Nothing, Nothing),
    count: stream(z.object({ to: z.number() }), z.number()),
    stumbles: stream(z.object({ expected: z.boolean() }), z.number()),
    flood: stream(z.object({ size: z.number() }), z.string()),
    floodBytes: stream(Nothing, Bytes),
    stuck: stream(Nothing, z.number()),
    text: stream(z.object({ pieces: z.number(), size: z.number() }), z.string(), { flow: 'text' }),
    newest: stream(z.object({ to: z.number() }), z.number(), { flow: 'latest' }),
    add: duplex(Nothing, z.number(), z.number().max(1000, 'That is too much.')),
    take: duplex(Nothing, z.string(), Bytes),
  },
}
type Toys = typeof toys

/** Counts what handlers did, for tests to look at. */
const seen = { calls: 0, produced: 0, ended: 0, aborted: 0, taken: 0 }
let release: () => void = () => undefined

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

// eslint-disable-next-line @typescript-eslint/require-await -- a producer that is always ready
async function* counting(to: number) {
  try {
    for (let index = 0; index < to; index += 1) {
      seen.produced += 1
      yield index
    }
  } finally {
    seen.ended += 1
  }
}

const handlers: HandlersFor<Toys, AbortSignal> = {
  toy: {
    echo: ({ text }) => {
      seen.calls += 1
      return Promise.resolve({ text })
    },
    bytes: ({ at }) => Promise.resolve({ back: [at.bytes, at.bytes.subarray(1, 3)] }),
    strict: () => Promise.resolve({}),
    fails: ({ expected }) => {
      throw expected
        ? new AppError({ code: 'conflict', message: 'The name web is taken.', field: 'name' })
        : new TypeError('oops')
    },
    // Deliberately not what the contract says.
    wrong: () => Promise.resolve({ text: 7 as unknown as string }),
    waits: (_input, { signal }) => {
      seen.calls += 1
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          seen.aborted += 1
          resolve({})
        })
      })
    },
    count: ({ to }) => counting(to),
    stumbles: async function* ({ expected }) {
      yield 1
      await turn()
      throw expected
        ? new AppError({ code: 'unavailable', message: 'The engine is gone.' })
        : new TypeError('oops')
    },
    flood: async function* ({ size }) {
      for await (const index of counting(Infinity)) yield `${index}`.padEnd(size)
    },
    floodBytes: async function* () {
      const pool = new Uint8Array(65_536)
      for await (const index of counting(Infinity)) {
        pool[0] = index % 256
        yield pool.subarray(0, 100)
      }
    },
    stuck: async function* (_input, { signal }) {
      signal.addEventListener('abort', () => (seen.aborted += 1))
      yield 1
      await new Promise(() => undefined)
    },
    text: async function* ({ pieces, size }) {
      for await (const index of counting(pieces)) yield String(index % 10).repeat(size)
    },
    newest: async function* ({ to }) {
      for await (const index of counting(to)) yield index
    },
    add: async function* (_input, { received }) {
      let sum = 0
      for await (const number of received) {
        sum += number
        yield sum
      }
      yield -1
    },
    take: async function* (_input, { received }) {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      for await (const bytes of received) seen.taken += bytes.byteLength
      yield `${seen.taken}`
    },
  },
}

async function collect<T>(items: AsyncIterable<T>, most = Infinity): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) {
    all.push(item)
    if (all.length >= most) break
  }
  return all
}

async function eventually(isTrue: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(isTrue()).toBe(true), { timeout: 2000, interval: 2 })
}

describe.each(Object.entries(transports))('over %s', (_name, open) => {
  let transport: Transport
  let connected: ConnectedClient<Toys>
  let served: Served[] = []
  let wires: ClientWire[] = []
  const toy = () => connected.client.toy
  const openStreams = () => served.reduce((sum, one) => sum + one.openStreams(), 0)

  beforeEach(async () => {
    Object.assign(seen, { calls: 0, produced: 0, ended: 0, aborted: 0, taken: 0 })
    served = []
    wires = []
    transport = await open((wire) => {
      served.push(serve(toys, handlers, wire, { validateItems: true }))
    })
    connected = createClient(
      toys,
      async () => {
        const wire = await transport.connect()
        wires.push(wire)
        return wire
      },
      { waitMs: 1000 },
    )
  })
  afterEach(async () => {
    connected.close()
    await eventually(() => openStreams() === 0)
    await transport.dispose()
    vi.restoreAllMocks()
  })

  test('calls are answered, many at a time', async () => {
    const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`)
    expect(await Promise.all(texts.map((text) => toy().echo({ text })))).toEqual(
      texts.map((text) => ({ text })),
    )
  })

  test('a megabyte and every odd character cross as they are', async () => {
    const text = '\u0000\ud800😀é\n"\\'.repeat(120_000)
    expect((await toy().echo({ text })).text === text).toBe(true)
  })

  test('bytes cross, and views without what lies around them', async () => {
    const bytes = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]).subarray(2, 6)
    const { back } = await toy().bytes({ at: { bytes } })
    expect(back.map((one) => [...one])).toEqual([
      [2, 3, 4, 5],
      [3, 4],
    ])
  })

  test('a wrong input is invalid, with its field and the schema’s own words', async () => {
    const answer = toy().strict({ ports: [{ port: 80 }, { port: 70_000 }] })
    await expect(answer).rejects.toMatchObject({
      name: 'AppError',
      data: { code: 'invalid-input', field: 'ports.1.port', message: 'A port is too big.' },
    })
  })

  test('an expected failure crosses as it is, others as internal and into the log', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await expect(toy().fails({ expected: true })).rejects.toMatchObject({
      data: { code: 'conflict', message: 'The name web is taken.', field: 'name' },
    })
    expect(logged).not.toHaveBeenCalled()
    await expect(toy().fails({ expected: false })).rejects.toMatchObject({
      data: { code: 'internal', message: expect.stringContaining('oops') as string },
    })
    await expect(toy().wrong({})).rejects.toMatchObject({ data: { code: 'internal' } })
    expect(logged).toHaveBeenCalledTimes(2)
  })

  test('aborting a call rejects it at once and aborts its handler', async () => {
    const aborter = new AbortController()
    const answer = toy().waits({}, { signal: aborter.signal })
    await eventually(() => seen.calls === 1)
    aborter.abort()
    await expect(answer).rejects.toMatchObject({ data: { code: 'cancelled' } })
    await eventually(() => seen.aborted === 1)
  })

  test('a stream has all its items, in order, and an end', async () => {
    expect(await collect(toy().count({ to: 5000 }))).toEqual(
      Array.from({ length: 5000 }, (_, index) => index),
    )
    expect([seen.ended, openStreams()]).toEqual([1, 0])
  })

  test('a failing stream gives what came before, then its error', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (const [expected, code] of [
      [true, 'unavailable'],
      [false, 'internal'],
    ] as const) {
      const items: number[] = []
      const reading = (async () => {
        for await (const item of toy().stumbles({ expected })) items.push(item)
      })()
      await expect(reading).rejects.toMatchObject({ data: { code } })
      expect(items).toEqual([1])
    }
  })

  test('a slow reader holds the producer, and reading on lets it go on', async () => {
    const flood = toy().flood({ size: 1024 })
    const items = flood[Symbol.asyncIterator]()
    await items.next()
    await eventually(() => seen.produced >= 256)
    for (let index = 0; index < 50; index += 1) await turn()
    // 256 KiB are 256 items; nothing is consumed before the reader asks for the second one.
    expect(seen.produced).toBe(256)
    for (let index = 0; index < 1000; index += 1) await items.next()
    await eventually(() => seen.produced > 1000)
    for (let index = 0; index < 50; index += 1) await turn()
    expect(seen.produced).toBeLessThan(1001 + 257)
    flood.close()
    await eventually(() => seen.ended === 1)
  })

  test('leaving the loop ends the producer', async () => {
    expect(await collect(toy().flood({ size: 10 }), 3)).toHaveLength(3)
    await eventually(() => seen.ended === 1 && openStreams() === 0)
    const { produced } = seen
    for (let index = 0; index < 20; index += 1) await turn()
    expect(seen.produced).toBe(produced)
  })

  test('a view on a pool is small when it arrives', async () => {
    const items = await collect(toy().floodBytes({}), 5)
    expect(items.map((item) => [item.byteLength, item.buffer.byteLength])).toEqual(
      Array.from({ length: 5 }, () => [100, 100]),
    )
  })

  test('a generator stuck in an await is ended as seen from outside', async () => {
    await collect(toy().stuck({}), 1)
    await eventually(() => openStreams() === 0 && seen.aborted === 1)
  })

  test('aborting the signal of a stream ends the loop without an error', async () => {
    const aborter = new AbortController()
    const items: string[] = []
    for await (const item of toy().flood({ size: 10 }, { signal: aborter.signal })) {
      items.push(item)
      if (items.length === 3) aborter.abort()
    }
    expect(items).toHaveLength(3)
    await eventually(() => seen.ended === 1)
  })

  test('both directions flow, and finishing ends the handler’s loop', async () => {
    const sums = toy().add({})
    for (const number of [1, 2, 3]) await sums.send(number)
    sums.finish()
    expect(await collect(sums)).toEqual([1, 3, 6, -1])
    await expect(sums.send(4)).rejects.toMatchObject({ data: { code: 'cancelled' } })
  })

  test('a handler that does not read holds the sender', async () => {
    const upload = toy().take({})
    let sent = 0
    const sending = (async () => {
      for (let index = 0; index < 64; index += 1) {
        await upload.send(new Uint8Array(16_384))
        sent += 1
      }
      upload.finish()
    })()
    await eventually(() => sent === 16)
    for (let index = 0; index < 50; index += 1) await turn()
    expect(sent).toBe(16)
    release()
    await sending
    expect(await collect(upload)).toEqual([String(64 * 16_384)])
  })

  test('a wrong item ends the stream as invalid', async () => {
    const sums = toy().add({})
    await sums.send(1)
    await sums.send(5000)
    await expect(collect(sums)).rejects.toMatchObject({
      data: { code: 'invalid-input', message: 'That is too much.' },
    })
    await expect(sums.send(1)).rejects.toMatchObject({ data: { code: 'invalid-input' } })
  })

  test('text is joined, complete, and bounded by its own window', async () => {
    const pieces = toy().text({ pieces: 20_000, size: 100 })
    const items = pieces[Symbol.asyncIterator]()
    let next = await items.next()
    await eventually(() => seen.produced >= 1000)
    for (let index = 0; index < 50; index += 1) await turn()
    expect(seen.produced).toBe(1000)
    let length = 0
    let count = 0
    for (; next.done !== true; next = await items.next()) {
      length += next.value.length
      count += 1
    }
    expect([length, count < 2000]).toEqual([2_000_000, true])
  })

  test('of a lossy stream a slow reader gets the newest, and always the last', async () => {
    const items: number[] = []
    for await (const item of toy().newest({ to: 500 })) {
      items.push(item)
      for (let index = 0; index < 20; index += 1) await turn()
    }
    expect([items.at(-1), items.length < 100, items.toSorted((a, b) => a - b)]).toEqual([
      499,
      true,
      items,
    ])
  })

  test('a closed wire rejects calls, breaks streams, and another one is made', async () => {
    const call = toy().waits({})
    const reading = collect(toy().stuck({}))
    await eventually(() => openStreams() === 1 && seen.calls === 1)
    const states: string[] = []
    connected.status.subscribe(() => states.push(connected.status.get()))
    wires[0]?.close()
    await expect(call).rejects.toMatchObject({ data: { code: 'unavailable' } })
    await expect(reading).rejects.toMatchObject({ data: { code: 'unavailable' } })
    expect(await toy().echo({ text: 'back' })).toEqual({ text: 'back' })
    await eventually(() => openStreams() === 0 && seen.aborted >= 2)
    expect([states, seen.calls, wires.length]).toEqual([['reconnecting', 'connected'], 2, 2])
  })

  test('a backend that goes away ends everything too', async () => {
    const reading = collect(toy().stuck({}))
    await eventually(() => openStreams() === 1)
    served[0]?.close()
    await expect(reading).rejects.toMatchObject({ data: { code: 'unavailable' } })
    expect(await toy().echo({ text: 'back' })).toEqual({ text: 'back' })
  })

  test('an unknown path is not found, also one that objects have by nature', async () => {
    const unknown = createClient(
      {
        toy: { gone: call(Nothing, Nothing), toString: call(Nothing, Nothing) },
        __proto__x: { constructor: stream(Nothing, Nothing) },
      },
      () => transport.connect(),
    )
    const expected = { data: { code: 'not-found' } }
    await expect(unknown.client.toy.gone({})).rejects.toMatchObject(expected)
    await expect(unknown.client.toy.toString({})).rejects.toMatchObject(expected)
    await expect(collect(unknown.client.__proto__x.constructor({}))).rejects.toMatchObject(expected)
    unknown.close()
  })

  test('forged frames change nothing for others', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const wire = await transport.connect()
    const replies: unknown[] = []
    wire.onFrame((frame) => replies.push(frame))
    const forger: { post(frame: unknown): void } = wire
    for (const frame of forgedFrames()) forger.post(frame)
    wire.post({ type: 'call', id: 999, path: 'toy.echo', input: { text: 'still here' } })
    await eventually(() => replies.some((reply) => JSON.stringify(reply).includes('still here')))
    expect(await toy().echo({ text: 'me too' })).toEqual({ text: 'me too' })
    wire.close()
  })
})

function forgedFrames(): unknown[] {
  const odd: unknown[] = [null, 7, '', [], {}, -1, 1.5, NaN, { a: 1 }, 'x'.repeat(100_000), true]
  const types = ['call', 'open', 'cancel', 'credit', 'send', 'finish', 'reply', 'nonsense']
  const shaped = types.flatMap((type) =>
    odd.flatMap((value) => [
      { type, id: value },
      { type, id: 1, path: value, input: value, weight: value, item: value },
      { type, id: 2, path: 'toy.count', input: value, weight: Infinity },
    ]),
  )
  const running = [
    { type: 'open', id: 50, path: 'toy.add', input: {} },
    { type: 'open', id: 50, path: 'toy.add', input: {} },
    { type: 'credit', id: 50, weight: 1e308 },
    { type: 'finish', id: 50 },
    { type: 'finish', id: 50 },
    { type: 'cancel', id: 50 },
    { type: 'cancel', id: 50 },
    { type: 'open', id: 51, path: 'toy.count', input: { to: 3 } },
    { type: 'send', id: 51, item: 1 },
  ]
  return [...odd, ...shaped, ...running]
}

test('calls wait for a connection that is long in coming, then say so', async () => {
  const lonely = createClient(toys, () => Promise.reject(new Error('refused')), { waitMs: 30 })
  await expect(lonely.client.toy.echo({ text: '' })).rejects.toMatchObject({
    data: { code: 'unavailable' },
  })
  await expect(collect(lonely.client.toy.count({ to: 1 }))).rejects.toMatchObject({
    data: { code: 'unavailable' },
  })
  lonely.close()
})

test('what was asked before the connection stood is sent once, when it stands', async () => {
  const transport = await transports.memory((wire) => void serve(toys, handlers, wire))
  Object.assign(seen, { calls: 0 })
  let attempts = 0
  const late = createClient(toys, () => {
    attempts += 1
    return attempts < 3 ? Promise.reject(new Error('not yet')) : transport.connect()
  })
  const sums = late.client.toy.add({})
  const sent = sums.send(7)
  const aborter = new AbortController()
  const given = late.client.toy.echo({ text: 'never' }, { signal: aborter.signal })
  aborter.abort()
  await expect(given).rejects.toMatchObject({ data: { code: 'cancelled' } })
  expect(await late.client.toy.echo({ text: 'hello' })).toEqual({ text: 'hello' })
  await sent
  sums.finish()
  expect([await collect(sums), seen.calls, late.status.get()]).toEqual([[7, -1], 1, 'connected'])
  late.close()
})

test('a lone item waits for no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const transport = await transports.memory((wire) => void serve(toys, handlers, wire))
  const connected = createClient(toys, () => transport.connect())
  const sums = connected.client.toy.add({})
  const items = sums[Symbol.asyncIterator]()
  for (let sum = 1; sum <= 50; sum += 1) {
    await sums.send(1)
    expect(await items.next()).toEqual({ done: false, value: sum })
  }
  connected.close()
})
