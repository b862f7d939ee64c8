import { expect, test } from 'vitest'
import { choosePlace, couldNotBegin } from './place.mjs'

const usual = { isBrowser: false, platform: 'linux', hasDisplay: true, isRoot: false }

test('where there is a display the app opens in a window', () => {
  expect(choosePlace(usual)).toEqual({ kind: 'window', flags: [] })
  expect(choosePlace({ ...usual, platform: 'darwin', hasDisplay: false, isRoot: true })).toEqual({
    kind: 'window',
    flags: [],
  })
})

test('the browser is used when asked for, and without a display, which is said', () => {
  expect(choosePlace({ ...usual, isBrowser: true })).toEqual({ kind: 'browser' })
  expect(choosePlace({ ...usual, hasDisplay: false })).toEqual({
    kind: 'browser',
    reason: 'There is no display here.',
  })
})

test('root on Linux gets a window without a sandbox, and is told', () => {
  expect(choosePlace({ ...usual, isRoot: true })).toMatchObject({
    kind: 'window',
    flags: ['--no-sandbox'],
    note: expect.stringContaining('without Chromium’s sandbox'),
  })
})

test('an Electron that ends at once for want of a library or a sandbox could not begin', () => {
  const ends = [
    { code: 127, signal: null, tookMs: 40 },
    { code: null, signal: 'SIGTRAP', tookMs: 300 },
    { code: 1, signal: null, tookMs: 300 },
    { code: 127, signal: null, tookMs: 60_000 },
    { code: 0, signal: null, tookMs: 300 },
  ]
  expect(ends.map(couldNotBegin)).toEqual([true, true, false, false, false])
})
