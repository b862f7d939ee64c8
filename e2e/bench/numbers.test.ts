import { expect, test } from 'vitest'
import { inParallel, median, percentile } from './numbers.ts'

test('percentiles are values that were measured, whatever their order', () => {
  const values = [50, 15, 40, 20, 35]
  expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => percentile(values, share))).toEqual([
    15, 20, 20, 35, 50,
  ])
  expect(median([3, 1, 2])).toBe(2)
})

test('of no values there is no percentile', () => {
  expect(percentile([], 0.5)).toBeNaN()
})

test('no more than so many work at once, and each item is worked on once', async () => {
  let working = 0
  let most = 0
  const done: number[] = []
  await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    working += 1
    most = Math.max(most, working)
    await Promise.resolve()
    done.push(item)
    working -= 1
  })
  expect({ most, done: done.toSorted() }).toEqual({ most: 2, done: [1, 2, 3, 4, 5] })
})

test('after a failure no more is begun, and what is under way is waited for', async () => {
  const begun: number[] = []
  const all = inParallel([1, 2, 3, 4], 2, async (item) => {
    begun.push(item)
    if (item === 1) throw new Error('one failed')
    await new Promise((resolve) => setImmediate(resolve))
  })
  await expect(all).rejects.toThrow('one failed')
  expect(begun).toEqual([1, 2])
})
