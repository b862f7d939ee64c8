import { expect, test, vi } from 'vitest'
import { AppError } from '../../preload/contract/errors.ts'
import type { Task, TaskId } from '../../preload/contract/tasks.ts'
import { createTasks, type Tasks, type Work } from './tasks.ts'

const work = (run: Work['run']): Work => ({ kind: 'run', title: 'Run web', run })

async function settled(tasks: Tasks, id: TaskId): Promise<Task | undefined> {
  const known = new Map<TaskId, Task>()
  for await (const item of tasks.follow(new AbortController().signal)) {
    if (item.type === 'snapshot') for (const task of item.rows) known.set(task.id, task)
    if (item.type === 'change') for (const task of item.upsert) known.set(task.id, task)
    const task = known.get(id)
    if (task !== undefined && task.state !== 'running') return task
  }
  return undefined
}

test('a task tells its steps, its log, its progress and its result', async () => {
  const tasks = createTasks()
  const id = tasks.start(
    work((report) => {
      report({ step: 'Pulling', line: 'layer 1', current: 1, total: 2 })
      report({ line: 'layer 2', current: 2, total: 2 })
      return Promise.resolve({ containers: ['abc'] })
    }),
  )
  expect(await settled(tasks, id)).toEqual({
    id,
    kind: 'run',
    title: 'Run web',
    state: 'done',
    startedAt: expect.any(Number) as number,
    endedAt: expect.any(Number) as number,
    isCancellable: false,
    step: 'Pulling',
    progress: { current: 2, total: 2, unit: 'steps' },
    result: { containers: ['abc'] },
    log: ['layer 1', 'layer 2'],
  })
})

test('a failed task keeps the error as data', async () => {
  const tasks = createTasks()
  const data = { code: 'conflict', message: 'The name web is in use.' } as const
  const id = tasks.start(work(() => Promise.reject(new AppError(data))))
  expect(await settled(tasks, id)).toMatchObject({ state: 'failed', error: data })
})

test('a fault that nobody foresaw ends the task as internal, not the backend', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const tasks = createTasks()
  const id = tasks.start(work(() => Promise.reject(new Error('oops'))))
  expect(await settled(tasks, id)).toMatchObject({ state: 'failed', error: { code: 'internal' } })
  expect(logged).toHaveBeenCalledOnce()
  logged.mockRestore()
})

const untilAborted: Work['run'] = (_report, signal) =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('aborted'))),
  )

test('cancelling waits for the end, and a second time is a conflict', async () => {
  const tasks = createTasks()
  const id = tasks.start(work(untilAborted))
  await tasks.cancel(id)
  expect(await settled(tasks, id)).toMatchObject({ state: 'cancelled', isCancellable: false })
  await expect(tasks.cancel(id)).rejects.toMatchObject({ data: { code: 'conflict' } })
})

test('only what has ended is dismissed', async () => {
  const tasks = createTasks()
  const running = tasks.start(work(untilAborted))
  const done = tasks.start(work(() => Promise.resolve(undefined)))
  await settled(tasks, done)
  expect(() => tasks.dismiss(running)).toThrow('still running')
  tasks.dismiss()
  expect(() => tasks.dismiss(done)).toThrow('not known')
  await tasks.dispose()
})

test('the last 200 lines and the last 100 ended tasks are kept', async () => {
  const tasks = createTasks()
  const ids = Array.from({ length: 120 }, (_, index) =>
    tasks.start(
      work((report) => {
        for (let line = 0; line < 300; line += 1) report({ line: `${index}:${line}` })
        return Promise.resolve(undefined)
      }),
    ),
  )
  const last = ids.at(-1)
  if (last === undefined) throw new Error('There are tasks.')
  expect((await settled(tasks, last))?.log).toHaveLength(200)
  for await (const item of tasks.follow(new AbortController().signal)) {
    expect(item.type === 'snapshot' && item.rows.length).toBe(100)
    break
  }
})

test('disposing cancels what runs and waits for it', async () => {
  const tasks = createTasks()
  const id = tasks.start(work(untilAborted))
  await tasks.dispose()
  expect(await settled(tasks, id)).toMatchObject({ state: 'cancelled' })
})
