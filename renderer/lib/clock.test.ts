import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { subscribeClock } from './clock.ts'

const page = Object.assign(new EventTarget(), { hidden: false })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
  page.hidden = false
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('wakes each one only when its own text changes', () => {
  const [quick, slow] = [vi.fn(), vi.fn()]
  const ends = [subscribeClock(() => 1_000, quick), subscribeClock(() => 60_000, slow)]
  vi.advanceTimersByTime(60_000)
  expect([quick.mock.calls.length, slow.mock.calls.length]).toEqual([60, 1])
  for (const end of ends) end()
  expect(vi.getTimerCount()).toBe(0)
})

test('stands still while the page is hidden, and catches up when it is seen again', () => {
  const changed = vi.fn()
  const end = subscribeClock(() => 1_000, changed)
  page.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(10_000)
  page.hidden = false
  page.dispatchEvent(new Event('visibilitychange'))
  expect(changed).toHaveBeenCalledTimes(1)
  end()
})
