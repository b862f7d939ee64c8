import type { EngineEvent } from './events.ts'
import { label, type Labels } from './labels.ts'
import type { ContainerFacts, TaskFacts } from './row.ts'

// A task that was made but never started is deleted without an exit.
export function exitIn(event: EngineEvent): ContainerFacts['lastExit'] {
  if (event.type !== 'task-deleted' || event.at === undefined) return undefined
  return { exitCode: event.exitCode, exitedAt: event.at }
}

/** The task as it is after an event. */
export function taskAfter(
  event: EngineEvent,
  before: TaskFacts | undefined,
): TaskFacts | undefined {
  switch (event.type) {
    case 'task-created':
      return { status: 'created', pid: event.pid }
    case 'task-started':
      return { status: 'running', pid: event.pid }
    case 'task-exited': {
      // The word of an earlier process, which comes from another sender and may be late.
      if (before !== undefined && before.pid !== event.pid && before.status !== 'created')
        return before
      const { pid, exitCode, at } = event
      return { status: 'stopped', pid, exitCode, ...(at === undefined ? {} : { exitedAt: at }) }
    }
    case 'task-deleted':
      return before !== undefined && before.pid !== event.pid ? before : undefined
    case 'task-paused':
      return before && { ...before, status: 'paused' }
    case 'task-resumed':
      return before && { ...before, status: 'running' }
    default:
      return before
  }
}

export function differOnlyInHealth(before: Labels, after: Labels): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const changed = [...keys].filter((key) => before[key] !== after[key])
  return changed.length === 1 && changed[0] === label.healthState
}
