import { expect, test } from 'vitest'
import { busyPercent, followUsage, readCpuTimes, readMemory } from './usage.ts'

const stat = (user: number, idle: number) =>
  `cpu  ${user} 0 10 ${idle} 5 0 1 0 0 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n`

test('load is what was not idle between two looks', () => {
  const [before, after] = [readCpuTimes(stat(100, 1000)), readCpuTimes(stat(150, 1150))]
  expect(before).toEqual({ cpus: 2, busy: 111, total: 1116 })
  expect(busyPercent(before, after)).toBe(25)
  expect(busyPercent(before, before)).toBeUndefined()
})

test('memory that could be had at once is not used', () => {
  expect(readMemory('MemTotal:  1000 kB\nMemFree:  10 kB\nMemAvailable:  400 kB\n')).toEqual({
    memoryBytes: 600 * 1024,
    memoryTotalBytes: 1000 * 1024,
  })
})

test.runIf(process.platform === 'linux')('the first item comes at once', async () => {
  const stop = new AbortController()
  for await (const usage of followUsage('/tmp', stop.signal)) {
    expect(usage.memoryBytes).toBeGreaterThan(0)
    expect(usage.diskTotalBytes).toBeGreaterThan(usage.diskBytes)
    expect(usage).not.toHaveProperty('cpuPercent')
    stop.abort()
  }
})
