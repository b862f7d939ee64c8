import type { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Verb } from '../runner.ts'

export const rename = (id: ContainerId, name: string): Verb<void> => ({
  name: 'Renaming the container',
  argv: ['rename', '--', id, name],
  parse: () => undefined,
})
