import type { Container } from '../../preload/contract/containers.ts'
import type { MachineStatus } from '../../preload/contract/machine.ts'
import type { Task } from '../../preload/contract/tasks.ts'
import { cx } from '../lib/cx.ts'
import css from './status-dot.module.css'

/** Five shapes, so that no state is told by colour alone. */
export type Shape = 'running' | 'waiting' | 'paused' | 'failed' | 'stopped'

export type StatusWord = { readonly shape: Shape; readonly word: string }

/** A state's shape and word, with what makes it worth knowing: `exited (137)`, `unhealthy`. */
export function containerStatus(container: Container): StatusWord {
  const { state, exitCode, health, startError } = container
  if (state === 'running') {
    if (health?.status === 'unhealthy') return { shape: 'failed', word: 'running, unhealthy' }
    if (health?.status === 'starting') return { shape: 'waiting', word: 'running, health starting' }
    return { shape: 'running', word: 'running' }
  }
  if (state === 'exited') {
    return exitCode === undefined || exitCode === 0
      ? { shape: 'stopped', word: 'exited' }
      : { shape: 'failed', word: `exited (${exitCode})` }
  }
  if (state === 'created') {
    return startError === undefined
      ? { shape: 'stopped', word: 'created' }
      : { shape: 'failed', word: 'could not start' }
  }
  if (state === 'paused') return { shape: 'paused', word: 'paused' }
  if (state === 'unknown') return { shape: 'failed', word: 'unknown' }
  return { shape: 'waiting', word: state }
}

const machineShapes: Readonly<Record<MachineStatus, Shape>> = {
  stopped: 'stopped',
  starting: 'waiting',
  running: 'running',
  degraded: 'waiting',
  stopping: 'waiting',
  broken: 'failed',
}

export const machineStatus = (status: MachineStatus): StatusWord => ({
  shape: machineShapes[status],
  word: status,
})

const taskShapes: Readonly<Record<Task['state'], Shape>> = {
  running: 'waiting',
  done: 'running',
  failed: 'failed',
  cancelled: 'stopped',
}

export const taskStatus = (state: Task['state']): StatusWord => ({
  shape: taskShapes[state],
  word: state,
})

/** Shape and colour; the word is said where it is not written beside it. */
export const StatusDot = ({
  shape,
  word,
  isWordBeside,
  isPulsing,
}: StatusWord & { isWordBeside?: boolean | undefined; isPulsing?: boolean | undefined }) => (
  <span
    className={cx(css['dot'], css[shape], isPulsing === true && css['pulsing'])}
    {...(isWordBeside === true
      ? { 'aria-hidden': true }
      : { role: 'img', 'aria-label': word, title: word })}
  />
)
