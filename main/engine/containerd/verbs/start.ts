import type { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Verb } from '../runner.ts'

export const start = (id: ContainerId): Verb<void> => ({
  name: 'Starting the container',
  argv: ['start', '--', id],
  parse: () => undefined,
})
