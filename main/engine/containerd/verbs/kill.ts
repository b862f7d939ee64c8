import type { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Verb } from '../runner.ts'

/**
 * Only for SIGKILL: nerdctl takes the network away before it sends any signal (pkg/cmd/container
 * kill.go), which a container that survives would miss.
 */
export const kill = (id: ContainerId): Verb<void> => ({
  name: 'Killing the container',
  argv: ['kill', '--signal=SIGKILL', '--', id],
  parse: () => undefined,
})
