import type { ContainerDetails } from '../../../preload/contract/containers.ts'
import { rowOf, type Held } from './held.ts'

/** What the page of one container shows besides its row. */
export function detailsOf(held: Held, now: number): ContainerDetails {
  const container = rowOf(held)
  const { id, image, command, hostname, labels, networks } = container
  return {
    container,
    environment: [...held.environment],
    healthLog: healthLog(held, now),
    extraHosts: [],
    dns: ['10.4.0.1'],
    capabilities: ['CAP_CHOWN', 'CAP_KILL', 'CAP_NET_BIND_SERVICE', 'CAP_SETGID', 'CAP_SETUID'],
    isPrivileged: false,
    snapshotter: 'overlayfs',
    logPath: `/var/lib/nerdctl/1935db59/containers/${held.namespace}/${id}/${id}-json.log`,
    raw: JSON.stringify(
      {
        ID: id,
        Image: image,
        Labels: labels,
        Snapshotter: 'overlayfs',
        Runtime: { Name: 'io.containerd.runc.v2' },
        Spec: {
          ociVersion: '1.2.1',
          hostname,
          process: { args: command, env: held.environment, cwd: container.workingDirectory },
          mounts: container.mounts,
        },
        Networks: networks,
      },
      null,
      2,
    ),
  }
}

function healthLog({ health }: Held, now: number): ContainerDetails['healthLog'] {
  if (health === undefined) return []
  const isWell = health.status !== 'unhealthy'
  return [3, 2, 1].map((ago) => ({
    startedAt: now - ago * 30_000,
    endedAt: now - ago * 30_000 + 42,
    exitCode: isWell ? 0 : 1,
    output: isWell ? 'ok' : 'curl: (7) Failed to connect to localhost port 3000: refused',
  }))
}
