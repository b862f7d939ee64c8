import { z } from 'zod'
import { call, stream } from './define.ts'
import { ErrorData } from './errors.ts'
import { Feed } from './feed.ts'
import { Nothing, Scope, Time } from './scope.ts'

export const TaskId = z.string().max(64).brand<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>
export const TaskRef = z.object({ task: TaskId })
export type TaskRef = z.infer<typeof TaskRef>

/** Something long that the user started: it has progress, can be cancelled, has an end. */
export const Task = z.object({
  id: TaskId,
  kind: z.enum(['run', 'load', 'machine']),
  /** What is being done, to which object: `Run web`. */
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  startedAt: Time,
  endedAt: Time.optional(),
  isCancellable: z.boolean(),
  /** What it is doing now, in words. */
  step: z.string().optional(),
  progress: z
    .object({ current: z.number(), total: z.number().optional(), unit: z.enum(['bytes', 'steps']) })
    .optional(),
  error: ErrorData.optional(),
  /** What it made: the id of a container, the names of images. */
  result: z
    .object({
      scope: Scope.optional(),
      containers: z.array(z.string()).optional(),
      images: z.array(z.string()).optional(),
    })
    .optional(),
  /** The last lines the programs under it printed, oldest first, at most 200. */
  log: z.array(z.string()),
})
export type Task = z.infer<typeof Task>

export const tasks = {
  follow: stream(Nothing, Feed(Task, TaskId)),
  cancel: call(TaskRef, Nothing),
  /** Forgets one that has ended; without a task, all that have ended. */
  dismiss: call(z.object({ task: TaskId.optional() }), Nothing),
}
