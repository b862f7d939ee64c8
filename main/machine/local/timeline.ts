import type { Machine, Stage } from '../../../preload/contract/machine.ts'
import { median, type StartRun } from './record.ts'

export type MachineTimeline = NonNullable<Machine['timeline']>
export type StagePlan = readonly (readonly [id: string, label: string])[]

/** Stages that are run one by one and told as they go. */
export type Timeline = {
  get(): MachineTimeline
  /** Runs one stage; what it returns or throws passes through. `note` tells what was found or mended. */
  run<T>(id: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>
  skip(id: string, note?: string): void
  /** The stage that failed. */
  failed(): string | undefined
  /** The whole is over; stages that run on beside it are not waited for. */
  finish(): void
}

type Options = {
  readonly action: MachineTimeline['action']
  readonly plan: StagePlan
  readonly earlier: readonly StartRun[]
  readonly now: () => number
  readonly publish: (timeline: MachineTimeline) => void
}

export function createTimeline({ action, plan, earlier, now, publish }: Options): Timeline {
  const startedAt = now()
  let timeline: MachineTimeline = {
    action,
    startedAt,
    stages: plan.map(([id, label]) => ({ id, label, state: 'waiting', ...usual(earlier, id) })),
    ...usualMs(median(earlier.map((start) => start.tookMs))),
  }
  const publishAll = (next: MachineTimeline) => publish((timeline = next))
  const change = (id: string, part: Partial<Stage>) =>
    publishAll({
      ...timeline,
      stages: timeline.stages.map((stage) => (stage.id === id ? { ...stage, ...part } : stage)),
    })
  publishAll(timeline)
  return {
    get: () => timeline,
    async run(id, work) {
      const begun = now()
      const took = () => ({ tookMs: now() - begun })
      change(id, { state: 'running', startedAfterMs: begun - startedAt })
      try {
        const result = await work((note) => change(id, { note }))
        change(id, { state: 'done', ...took() })
        return result
      } catch (error) {
        change(id, { state: 'failed', ...took() })
        throw error
      }
    },
    skip: (id, note) => change(id, { state: 'skipped', ...(note === undefined ? {} : { note }) }),
    failed: () => timeline.stages.find((stage) => stage.state === 'failed')?.id,
    finish: () => publishAll({ ...timeline, tookMs: now() - startedAt }),
  }
}

/** What is remembered of a start that went well. */
export function startRun(timeline: MachineTimeline): StartRun {
  const took = timeline.stages.flatMap(({ id, tookMs }) =>
    tookMs === undefined ? [] : [[id, tookMs] as const],
  )
  return {
    startedAt: timeline.startedAt,
    tookMs: timeline.tookMs ?? 0,
    stages: Object.fromEntries(took),
  }
}

const usual = (earlier: readonly StartRun[], id: string) =>
  usualMs(median(earlier.flatMap(({ stages }) => stages[id] ?? [])))

const usualMs = (value: number | undefined) => (value === undefined ? {} : { usualMs: value })
