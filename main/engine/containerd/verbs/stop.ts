import type { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Verb } from '../runner.ts'

export const stop = (id: ContainerId, graceSeconds?: number): Verb<void> => ({
  name: 'Stopping the container',
  argv: ['stop', ...grace(graceSeconds), '--', id],
  parse: () => undefined,
})

/** The option of `stop` and `restart` for the seconds before the kill. */
export const grace = (seconds: number | undefined): readonly string[] =>
  seconds === undefined ? [] : [`--time=${seconds}`]
