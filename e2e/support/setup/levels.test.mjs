import { expect, test } from 'vitest'
import { chooseLevels, levels } from './levels.mjs'

const full = {
  platform: 'linux',
  isRoot: true,
  bundle: '/bundle',
  chromium: '/usr/bin/chromium',
  xvfb: '/usr/bin/xvfb-run',
  electron: '/electron',
}
const skipped = (facts) =>
  Object.fromEntries(
    levels.flatMap(({ name, lacks }) => {
      const reason = lacks?.(facts)
      return reason ? [[name, reason]] : []
    }),
  )

test('a computer that has everything skips nothing', () => {
  expect(skipped(full)).toEqual({})
})

test('a computer that has nothing says what each level lacks', () => {
  expect(skipped({ platform: 'linux', isRoot: false })).toEqual({
    real: 'the engine needs root, so far',
    'browser-fake': 'there is no Chromium (apt-get install chromium, or GOLDFINCH_CHROMIUM)',
    'browser-real': 'there is no Chromium (apt-get install chromium, or GOLDFINCH_CHROMIUM)',
    electron: 'there is no Electron',
    'electron-sandboxed': 'there is no Electron',
  })
})

test('one level is chosen by name, and check means all its steps', () => {
  expect(chooseLevels('unit').map(({ name }) => name)).toEqual(['unit'])
  expect(chooseLevels('check').map(({ name }) => name)).toHaveLength(5)
  expect(chooseLevels('nothing')).toEqual([])
})
