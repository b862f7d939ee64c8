import type { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Verb } from '../runner.ts'
import { grace } from './stop.ts'

export const restart = (id: ContainerId, graceSeconds?: number): Verb<void> => ({
  name: 'Restarting the container',
  argv: ['restart', ...grace(graceSeconds), '--', id],
  parse: () => undefined,
})
