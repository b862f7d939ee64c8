import type { Handlers } from '../rpc/handlers.ts'
import type { Tasks } from '../tasks/tasks.ts'

export const tasksHandlers = (tasks: Tasks): Handlers['tasks'] => ({
  follow: (_input, { signal }) => tasks.follow(signal),
  cancel: async ({ task }) => {
    await tasks.cancel(task)
    return {}
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
  dismiss: async ({ task }) => {
    tasks.dismiss(task)
    return {}
  },
})
