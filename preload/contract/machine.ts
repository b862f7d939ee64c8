import { z } from 'zod'
import { call, stream } from './define.ts'
import { ErrorData } from './errors.ts'
import { ConnectionId, ConnectionScope, Nothing, Size, Time } from './scope.ts'

/** One named step of a start or stop. */
export const Stage = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  /** Since the beginning of the timeline. */
  startedAfterMs: z.number().optional(),
  tookMs: z.number().optional(),
  /** The median of the last starts. */
  usualMs: z.number().optional(),
  /** What it found or mended, in one sentence. */
  note: z.string().optional(),
})
export type Stage = z.infer<typeof Stage>

export const Problem = ErrorData.extend({
  /** Which stage it happened in. */
  stage: z.string().optional(),
  /** The last lines of the log of the program that failed, oldest first. */
  logTail: z.array(z.string()),
})
export type Problem = z.infer<typeof Problem>

/** `degraded`: containers run, but something beside them (BuildKit) does not. */
export const MachineStatus = z.enum([
  'stopped',
  'starting',
  'running',
  'degraded',
  'stopping',
  'broken',
])
export type MachineStatus = z.infer<typeof MachineStatus>

export const Machine = z.object({
  id: ConnectionId,
  kind: z.enum(['local']),
  name: z.string(),
  status: MachineStatus,
  /** Since when it has this status. */
  since: Time,
  /** The timeline of the current or last start or stop. */
  timeline: z
    .object({
      action: z.enum(['start', 'stop']),
      startedAt: Time,
      stages: z.array(Stage),
      /** The median of the last starts. */
      usualMs: z.number().optional(),
      tookMs: z.number().optional(),
    })
    .optional(),
  problem: Problem.optional(),
  versions: z.record(z.string(), z.string()),
  /** Where its things are: shown, and copied, never opened by the page. */
  paths: z.object({
    home: z.string(),
    containerdSocket: z.string().optional(),
    buildkitSocket: z.string().optional(),
    logs: z.string(),
  }),
  /** What this machine cannot do and why (`Without root …`). */
  limitations: z.array(z.string()),
})
export type Machine = z.infer<typeof Machine>

export const MachineUsage = z.object({
  at: Time,
  cpus: z.number(),
  /** Of all cores together, 0 to 100. Absent in the first item. */
  cpuPercent: z.number().optional(),
  memoryBytes: Size,
  memoryTotalBytes: Size,
  diskBytes: Size,
  diskTotalBytes: Size,
})
export type MachineUsage = z.infer<typeof MachineUsage>

export const machine = {
  follow: stream(ConnectionScope, Machine, { flow: 'latest' }),
  /** Every ten seconds while someone looks. */
  usage: stream(ConnectionScope, MachineUsage, { flow: 'latest' }),
  /** Resolves when it runs; rejects with its problem. Joins a start that is under way. */
  start: call(ConnectionScope, Nothing),
  /** Containers are stopped with it. */
  stop: call(ConnectionScope, Nothing),
  restart: call(ConnectionScope, Nothing),
  /** The last lines of the machine's own logs. */
  log: call(
    ConnectionScope.extend({
      program: z.enum(['containerd', 'buildkitd']),
      lines: z.number().int().min(1).max(5000),
    }),
    z.object({ lines: z.array(z.string()) }),
  ),
}
