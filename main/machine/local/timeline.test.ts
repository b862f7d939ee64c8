import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { median, readRecord, withStart, writeRecord } from './record.ts'
import { createTimeline, startRun, type MachineTimeline } from './timeline.ts'

const plan = [
  ['checks', 'Check'],
  ['containerd', 'Start'],
  ['buildkit', 'Build'],
] as const

test('stages are told as they go, with their times and the usual ones', async () => {
  let clock = 1000
  const told: MachineTimeline[] = []
  const earlier = [10, 30, 20].map((ms) => ({ startedAt: 0, tookMs: ms, stages: { checks: ms } }))
  const options = { action: 'start', plan, earlier, now: () => clock } as const
  const timeline = createTimeline({ ...options, publish: (next) => told.push(next) })
  await timeline.run('checks', (note) => {
    clock += 25
    note('All is well.')
    return Promise.resolve()
  })
  const failing = timeline.run('containerd', () => {
    clock += 5
    return Promise.reject(new Error('no'))
  })
  await expect(failing).rejects.toThrow('no')
  timeline.skip('buildkit', 'Not needed.')
  timeline.finish()
  expect(timeline.failed()).toBe('containerd')
  expect(told[0]?.stages.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  expect(told.at(-1)).toEqual({
    action: 'start',
    startedAt: 1000,
    usualMs: 20,
    tookMs: 30,
    stages: [
      {
        id: 'checks',
        label: 'Check',
        state: 'done',
        usualMs: 20,
        startedAfterMs: 0,
        tookMs: 25,
        note: 'All is well.',
      },
      { id: 'containerd', label: 'Start', state: 'failed', startedAfterMs: 25, tookMs: 5 },
      { id: 'buildkit', label: 'Build', state: 'skipped', note: 'Not needed.' },
    ],
  })
  expect(startRun(timeline.get())).toEqual({
    startedAt: 1000,
    tookMs: 30,
    stages: { checks: 25, containerd: 5 },
  })
})

test('the median of few', () => {
  expect([median([]), median([4]), median([1, 2]), median([9, 1, 5])]).toEqual([
    undefined,
    4,
    1.5,
    5,
  ])
})

test('a record is kept, bounded, and a damaged one is as none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gf-record-'))
  const path = join(folder, 'machine.json')
  expect(await readRecord(path)).toEqual({ wanted: 'stopped', starts: [] })
  let record = await readRecord(path)
  for (let i = 0; i < 12; i++) record = withStart(record, { startedAt: i, tookMs: i, stages: {} })
  await writeRecord(path, record)
  expect((await readRecord(path)).starts.map(({ tookMs }) => tookMs)).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ])
  await writeFile(path, '{"wanted": "runn')
  expect(await readRecord(path)).toEqual({ wanted: 'stopped', starts: [] })
  await rm(folder, { recursive: true })
})
