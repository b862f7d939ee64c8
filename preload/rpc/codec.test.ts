import { expect, test } from 'vitest'
import { decode, encode } from './codec.ts'
import { weigh } from './weight.ts'

const frames: readonly unknown[] = [
  { type: 'reply', id: 1, value: { text: 'é\ud800\u0000', list: [1, { a: true }] } },
  { type: 'send', id: 2, item: new Uint8Array([1, 2, 3]) },
  { type: 'items', id: 3, items: [new Uint8Array(0), { deep: [{ bytes: new Uint8Array([9]) }] }] },
]

test.each(frames)('a frame is itself again: %j', (frame) => {
  expect(decode(encode(frame))).toEqual(frame)
})

test('only bytes make a binary message', () => {
  expect(frames.map((frame) => typeof encode(frame))).toEqual(['string', 'object', 'object'])
})

test.each([
  ['an empty message', new Uint8Array(0)],
  ['a header longer than the message', new Uint8Array([0, 0, 0, 9, 123])],
  ['a header that is no JSON', new Uint8Array([0, 0, 0, 1, 123])],
  ['text that is no JSON', '{'],
  ['fewer bytes than said', forged({ frame: { a: null }, bytes: [{ path: ['a'], length: 9 }] })],
  ['a place that is not there', forged({ frame: {}, bytes: [{ path: ['a'], length: 0 }] })],
  ['a place that is taken', forged({ frame: { a: 1 }, bytes: [{ path: ['a'], length: 0 }] })],
  [
    'a place in the prototype',
    forged({ frame: {}, bytes: [{ path: ['__proto__', 'x'], length: 0 }] }),
  ],
  ['no place at all', forged({ frame: null, bytes: [{ path: [], length: 0 }] })],
])('%s throws', (_what, message) => {
  expect(() => decode(message)).toThrow()
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
})

function forged(header: unknown): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const message = new Uint8Array(4 + text.byteLength)
  new DataView(message.buffer).setUint32(0, text.byteLength)
  message.set(text, 4)
  return message
}

test('an item weighs the same on both sides of the crossing', () => {
  const items: readonly unknown[] = [
    'text',
    { a: undefined, b: [undefined, null, Infinity], c: { d: 'long text', e: 1.5 } },
    { times: [1, 2], streams: 'oe', texts: 'one\ntwo' },
    new Uint8Array(1000),
    { pieces: [{ bytes: new Uint8Array(10) }] },
  ]
  for (const item of items) {
    const crossed = decode(encode({ item }))
    expect(weigh(crossed)).toBe(weigh({ item }))
  }
})

test('a cyclic item has a weight as well', () => {
  const item: Record<string, unknown> = { name: 'loop' }
  item['self'] = [item, item]
  expect(weigh(item)).toBeGreaterThan(0)
})
