import { expect, test } from 'vitest'
import { createReader } from './shells.ts'

test('a text is found across pieces, and only what comes after it is looked at next', async () => {
  const { read, until } = createReader()
  const first = until('END')
  for (const piece of ['abcE', 'N', 'Dx']) read(piece)
  expect(await first).toBe(3)
  const second = until('x')
  expect(await second).toBe(0)
})
