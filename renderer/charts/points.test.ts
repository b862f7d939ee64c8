import { expect, test } from 'vitest'
import { nearest, niceScale, pathsOf, ratesOf } from './points.ts'

test('scales are round and hold the largest value', () => {
  expect([0, 0.3, 3, 9, 97, 130_000_000].map((value) => niceScale(value))).toEqual([
    { top: 1, step: 0.5 },
    { top: 0.4, step: 0.2 },
    { top: 4, step: 2 },
    { top: 10, step: 5 },
    { top: 100, step: 50 },
    { top: 200_000_000, step: 100_000_000 },
  ])
})

test('totals become rates, but not across a restart or a gap', () => {
  const totals = [
    { at: 0, value: 0 },
    { at: 2000, value: 1000 },
    { at: 4000, value: 3000 },
    { at: 6000, value: 100 },
    { at: 8000, value: 300 },
    { at: 60_000, value: 900_000 },
  ]
  expect(ratesOf(totals)).toEqual([
    { at: 2000, value: 500 },
    { at: 4000, value: 1000 },
    { at: 8000, value: 100 },
  ])
})

test('a line breaks where nothing was measured', () => {
  const points = [
    { at: 0, value: 0 },
    { at: 2000, value: 5 },
    { at: 20_000, value: 10 },
  ]
  const range = { endAt: 20_000, spanMs: 20_000, top: 10 }
  expect(pathsOf(points, { width: 100, height: 10 }, range)).toEqual({
    line: 'M0.0 10.0L10.0 5.0M100.0 0.0',
    area: 'M0.0 10.0L10.0 5.0L10.0 10L0.0 10ZM100.0 0.0L100.0 10L100.0 10Z',
  })
})

test('the nearest point is one that was measured about then', () => {
  const points = [
    { at: 1000, value: 1 },
    { at: 3000, value: 2 },
  ]
  expect([nearest(points, 2200), nearest(points, 30_000), nearest([], 0)]).toEqual([
    points[1],
    undefined,
    undefined,
  ])
})
