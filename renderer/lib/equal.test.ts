import { expect, test } from 'vitest'
import { isEqual } from './equal.ts'

test('data is equal when it says the same', () => {
  const value = { id: 'a', ports: [{ host: 80 }], labels: {} }
  expect(isEqual(value, { labels: {}, ports: [{ host: 80 }], id: 'a' })).toBe(true)
})

test.each([
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: [] }, { a: {} }],
  [{ a: null }, { a: 0 }],
  [1, '1'],
])('%j is not %j', (a, b) => {
  expect(isEqual(a, b)).toBe(false)
})
