import { expect, test } from 'vitest'
import { sparkPoints } from './spark-points.ts'
import { clampSize, sizeAfterKey } from './split-size.ts'

test('a sparkline ends at the right edge and stays inside its box', () => {
  const box = { max: undefined, width: 52, height: 16, slots: 3 }
  expect(sparkPoints([5, 10], box)).toBe('26.0,8.0 52.0,1.0')
  expect(sparkPoints([], box)).toBe('')
})

test('a pane is resized by keys within its limits', () => {
  const limits = { size: 200, min: 100, max: 400 }
  expect(
    ['ArrowUp', 'ArrowDown', 'Home', 'End', 'x'].map((key) => sizeAfterKey(key, limits)),
  ).toEqual([216, 184, 400, 100, undefined])
  expect(clampSize(1000.4, limits)).toBe(400)
})
