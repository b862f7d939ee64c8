import { expect, test } from 'vitest'
import { layTimeline } from './timeline.ts'

const timeline = {
  action: 'start' as const,
  startedAt: 1_000,
  usualMs: 1_000,
  stages: [
    {
      id: 'check',
      label: 'Checks',
      state: 'done' as const,
      startedAfterMs: 0,
      tookMs: 200,
      usualMs: 190,
    },
    {
      id: 'net',
      label: 'Network',
      state: 'done' as const,
      startedAfterMs: 200,
      tookMs: 900,
      usualMs: 400,
    },
    { id: 'containerd', label: 'containerd', state: 'running' as const, startedAfterMs: 1_100 },
    { id: 'ready', label: 'Ready', state: 'waiting' as const },
  ],
}

test('stages are bars on one axis that grows with the time', () => {
  const { elapsedMs, bars } = layTimeline(timeline, 3_000)
  expect(elapsedMs).toBe(2_000)
  expect(bars.map(({ left, width }) => [Math.round(left), Math.round(width)])).toEqual([
    [0, 10],
    [10, 45],
    [55, 45],
    [0, 0],
  ])
})

test('a stage that took clearly longer than usual is marked, with where it usually ends', () => {
  const { bars } = layTimeline(timeline, 3_000)
  expect(bars.map(({ slowerMs, usualAt }) => [slowerMs, usualAt])).toEqual([
    [undefined, undefined],
    [500, 30],
    [undefined, undefined],
    [undefined, undefined],
  ])
})

test('one that has ended stands still', () => {
  const ended = { ...timeline, tookMs: 1_100, stages: timeline.stages.slice(0, 2) }
  expect(layTimeline(ended, 99_999).bars.map(({ left }) => left)).toEqual([0, (200 / 1_100) * 100])
})
