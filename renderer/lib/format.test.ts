import { describe, expect, test } from 'vitest'
import {
  count,
  formatAge,
  formatBytes,
  formatDuration,
  formatPercent,
  formatShare,
} from './format.ts'

describe('sizes', () => {
  test('are decimal, with one digit after the point below a hundred', () => {
    expect(
      [0, 999, 1000, 88_400_000, 141_300_000, 8_000_000_000, 999_999].map(formatBytes),
    ).toEqual(['0 B', '999 B', '1 kB', '88.4 MB', '141 MB', '8 GB', '1 MB'])
  })
  test('of a part are in the unit of the whole', () => {
    expect(formatShare(3_100_000_000, 8_000_000_000)).toBe('3.1 of 8 GB')
    expect(formatShare(400_000_000, 8_000_000_000)).toBe('0.4 of 8 GB')
  })
})

describe('times', () => {
  test('are in their largest unit and know when that changes', () => {
    expect([0, 59_400, 61_000, 2 * 3_600_000 + 1].map(formatAge)).toEqual([
      { text: '0 s', validMs: 1000 },
      { text: '59 s', validMs: 1000 },
      { text: '1 m', validMs: 59_000 },
      { text: '2 h', validMs: 3_599_999 },
    ])
  })
  test('in the future are now', () => {
    expect(formatAge(-5_000).text).toBe('0 s')
  })
  test('taken are exact while short', () => {
    expect([400, 14_200, 125_000, 10_920_000].map(formatDuration)).toEqual([
      '0.4 s',
      '14.2 s',
      '2 m 5 s',
      '3 h 2 m',
    ])
  })
})

test('percents and counts read as words', () => {
  expect([
    formatPercent(0.42),
    formatPercent(14.3),
    count(1, 'container'),
    count(1204, 'line'),
  ]).toEqual(['0.4 %', '14 %', '1 container', '1,204 lines'])
})
