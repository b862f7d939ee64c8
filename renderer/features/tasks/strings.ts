import type { Task } from '../../../preload/contract/tasks.ts'

const states: Readonly<Record<Task['state'], string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

export const strings = {
  title: 'Tasks',
  empty: 'Nothing long is running, and nothing has ended lately.',
  emptyHint: 'Running a container, loading an image or starting the machine shows here.',
  state: (state: Task['state']) => states[state],
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  dismissAll: 'Dismiss all that have ended',
  showLog: 'Show log',
  hideLog: 'Hide log',
  log: (title: string) => `Log of ${title}`,
  goToContainer: 'Go to container',
  goToContainers: 'Go to containers',
  progress: (title: string) => `Progress of ${title}`,
}
