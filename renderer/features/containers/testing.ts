import type { Container } from '../../../preload/contract/containers.ts'
import { ContainerId } from '../../../preload/contract/containers.ts'

let made = 0

/** A container for tests: what is not said is usual. */
export function container(changes: Partial<Container> = {}): Container {
  made += 1
  return {
    id: ContainerId.parse(made.toString(16).padStart(12, '0').padEnd(64, 'c')),
    name: `container-${made}`,
    image: 'docker.io/library/nginx:1.27',
    command: ['nginx'],
    state: 'running',
    createdAt: 1_700_000_000_000 + made,
    ports: [],
    networks: [],
    mounts: [],
    restartPolicy: { name: 'no', restartCount: 0 },
    hasTerminal: false,
    removesItself: false,
    limits: {},
    labels: {},
    manager: 'nerdctl',
    ...changes,
  }
}
