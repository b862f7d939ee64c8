import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bridge } from '../../preload/contract/wire.ts'
import { bridgeConnector } from './connect.ts'

/** A window without a browser: what it is told reaches its listeners. */
function pageWindow() {
  const target = new EventTarget()
  const deliver = (more: Readonly<Record<string, unknown>>) => {
    target.dispatchEvent(Object.assign(new Event('message'), { ports: [], ...more }))
  }
  return Object.assign(target, { deliver })
}

let page = pageWindow()
let nonces: string[] = []
let gone: () => void = () => undefined
const bridge: Bridge = {
  connect: (nonce) => void nonces.push(nonce),
  onBackendGone: (listener) => {
    gone = listener
  },
  onGo: () => undefined,
}

beforeEach(() => {
  page = pageWindow()
  nonces = []
  vi.stubGlobal('window', page)
})
afterEach(() => vi.unstubAllGlobals())

/** Answers the last request as the preload does. */
function answer(more: Readonly<Record<string, unknown>> = {}): MessageChannel {
  const channel = new MessageChannel()
  page.deliver({ source: page, data: nonces.at(-1), ports: [channel.port2], ...more })
  return channel
}

test('the port with our nonce, from this window, becomes the wire', async () => {
  const asked = bridgeConnector(bridge)()
  const foreign = answer({ source: null })
  const other = answer({ data: 'another nonce' })
  const channel = answer()
  const wire = await asked
  const received = new Promise((resolve) => {
    channel.port1.onmessage = ({ data }) => resolve(data)
  })
  wire.post({ type: 'cancel', id: 7 })
  expect(await received).toEqual({ type: 'cancel', id: 7 })
  for (const { port1 } of [foreign, other, channel]) port1.close()
})

test('every connection asks under a nonce of its own', async () => {
  const connect = bridgeConnector(bridge)
  const first = connect()
  answer().port1.close()
  await first
  const second = connect()
  answer().port1.close()
  await second
  expect(new Set(nonces).size).toBe(2)
})

test('a backend that is gone closes its wires, and not those that come after', async () => {
  const connect = bridgeConnector(bridge)
  const asked = connect()
  const channel = answer()
  const wire = await asked
  const closed = vi.fn()
  wire.onClose(closed)
  gone()
  expect(closed).toHaveBeenCalledOnce()
  const again = connect()
  const fresh = answer()
  const next = await again
  const closedToo = vi.fn()
  next.onClose(closedToo)
  expect(closedToo).not.toHaveBeenCalled()
  for (const { port1 } of [channel, fresh]) port1.close()
})

test('a port that does not come is given up', async () => {
  vi.useFakeTimers()
  const asked = bridgeConnector(bridge)()
  const expected = expect(asked).rejects.toThrow('No port')
  await vi.advanceTimersByTimeAsync(10_000)
  await expected
  vi.useRealTimers()
})
