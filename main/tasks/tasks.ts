import { randomUUID } from 'node:crypto'
import { AppError, type ErrorData } from '../../preload/contract/errors.ts'
import { TaskId, type Task } from '../../preload/contract/tasks.ts'
import { createFeed, type FeedItem } from '../base/feed.ts'
import type { Progress } from '../engine/engine.ts'

/** Something long to do, as a value. */
export type Work = {
  readonly kind: Task['kind']
  readonly title: string
  readonly unit?: 'bytes' | 'steps'
  run(
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<Task['result'] | undefined>
}

export type Tasks = {
  follow(signal: AbortSignal): AsyncIterable<FeedItem<Task, TaskId>>
  /** Begins at once and never rejects: the task itself tells how it ended. */
  start(work: Work): TaskId
  /** Resolves when it has ended. Throws `not-found`, and `conflict` when it has ended already. */
  cancel(id: TaskId): Promise<void>
  /** Forgets one that has ended, or all that have. */
  dismiss(id?: TaskId): void
  /** Cancels what runs, and waits for it. */
  dispose(): Promise<void>
}

type Running = { readonly aborter: AbortController; readonly ended: Promise<void> }

const endedKept = 100
const linesKept = 200
/** A page draws no faster than it can be read. */
const publishEveryMs = 100

export function createTasks(): Tasks {
  const feed = createFeed<Task, TaskId>((task) => task.id)
  const running = new Map<TaskId, Running>()

  const forgetOldest = () => {
    const ended = feed.rows().filter((task) => task.state !== 'running')
    ended.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
    for (const task of ended.slice(0, Math.max(0, ended.length - endedKept))) feed.remove(task.id)
  }
  const start = (work: Work) => {
    const id = TaskId.parse(randomUUID())
    const aborter = new AbortController()
    const ended = perform(id, work, aborter.signal)
    running.set(id, { aborter, ended })
    return id
  }
  const perform = async (id: TaskId, work: Work, signal: AbortSignal) => {
    const draft = createDraft(id, work, (task) => feed.upsert(task))
    try {
      const result = await work.run(draft.report, signal)
      draft.end('done', result === undefined ? {} : { result })
    } catch (error) {
      if (signal.aborted) draft.end('cancelled')
      else draft.end('failed', { error: toData(error, work.title) })
    }
    running.delete(id)
    forgetOldest()
  }
  const known = (id: TaskId) => {
    const task = feed.get(id)
    if (task !== undefined) return task
    throw new AppError({
      code: 'not-found',
      message: 'This task is not known any more.',
      hint: 'It was dismissed, or Goldfinch’s backend was restarted since.',
    })
  }
  return {
    follow: (signal) => feed.follow(signal),
    start,
    cancel: async (id) => {
      const { title } = known(id)
      const one = running.get(id)
      if (one === undefined)
        throw new AppError({ code: 'conflict', message: `“${title}” has ended already.` })
      one.aborter.abort()
      await one.ended
    },
    dismiss: (id) => {
      if (id !== undefined && known(id).state === 'running')
        throw new AppError({
          code: 'conflict',
          message: `“${known(id).title}” is still running.`,
          hint: 'Cancel it first.',
        })
      for (const task of id === undefined ? feed.rows() : [known(id)])
        if (task.state !== 'running') feed.remove(task.id)
    },
    dispose: async () => {
      const all = [...running.values()]
      for (const { aborter } of all) aborter.abort()
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

/** One task while it runs: collects what is reported and publishes it in a bearable rhythm. */
function createDraft(id: TaskId, { kind, title, unit }: Work, publish: (task: Task) => void) {
  let timer: NodeJS.Timeout | undefined
  let task: Task = {
    id,
    kind,
    title,
    state: 'running',
    startedAt: Date.now(),
    isCancellable: true,
    log: [],
  }
  publish(task)
  return {
    report: ({ step, line, current, total }: Progress) => {
      if (task.state !== 'running') return
      task = {
        ...task,
        ...(step === undefined ? {} : { step }),
        ...(line === undefined ? {} : { log: [...task.log, line].slice(-linesKept) }),
        ...(current === undefined
          ? {}
          : {
              progress: {
                current,
                unit: unit ?? 'steps',
                ...(total === undefined ? {} : { total }),
              },
            }),
      }
      timer ??= setTimeout(() => {
        timer = undefined
        publish(task)
      }, publishEveryMs)
    },
    end: (state: Task['state'], more: Partial<Pick<Task, 'error' | 'result'>> = {}) => {
      clearTimeout(timer)
      task = { ...task, ...more, state, endedAt: Date.now(), isCancellable: false }
      publish(task)
    },
  }
}

function toData(error: unknown, title: string): ErrorData {
  if (error instanceof AppError) return error.data
  console.error(`The task “${title}” failed unexpectedly:`, error)
  return {
    code: 'internal',
    message: `Something went wrong inside Goldfinch: ${error instanceof Error ? error.message : String(error)}`,
  }
}
