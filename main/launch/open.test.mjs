import { expect, test } from 'vitest'
import { opener } from './open.mjs'

test('every system has its own way to open an address', () => {
  const ways = [opener('darwin', {}), opener('win32', {}), opener('linux', { DISPLAY: ':0' })]
  expect(ways.map((way) => way?.[0])).toEqual(['open', 'rundll32', 'xdg-open'])
})

test('without a display nothing is opened: it would take over the terminal', () => {
  expect(opener('linux', {})).toBeUndefined()
})
