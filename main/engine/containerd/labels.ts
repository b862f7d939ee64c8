/** Labels by their names: nerdctl's (pkg/labels), containerd's restart monitor's, compose's, ours. */
export const label = {
  name: 'nerdctl/name',
  error: 'nerdctl/error',
  networks: 'nerdctl/networks',
  ports: 'nerdctl/ports',
  mounts: 'nerdctl/mounts',
  hostname: 'nerdctl/hostname',
  platform: 'nerdctl/platform',
  user: 'nerdctl/user',
  stateDir: 'nerdctl/state-dir',
  logConfig: 'nerdctl/log-config',
  logUri: 'nerdctl/log-uri',
  autoRemove: 'nerdctl/auto-remove',
  healthState: 'nerdctl/healthstate',
  extraHosts: 'nerdctl/extraHosts',
  dns: 'nerdctl/dns',
  privileged: 'nerdctl/privileged',
  restartPolicy: 'containerd.io/restart.policy',
  restartStatus: 'containerd.io/restart.status',
  restartCount: 'containerd.io/restart.count',
  explicitlyStopped: 'containerd.io/restart.explicitly-stopped',
  stopSignal: 'io.containerd.image.config.stop-signal',
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  dockerBundle: 'com.docker/engine.bundle.path',
  podNamespace: 'io.kubernetes.pod.namespace',
  podName: 'io.kubernetes.pod.name',
  podContainer: 'io.kubernetes.container.name',
  /** nerdctl cannot both detach and remove: this label says that we do the removing. */
  removesItself: 'goldfinch/removes-itself',
  /** Names one run, so that a cancelled one finds what it made. */
  run: 'goldfinch/run',
} as const

export type Labels = Readonly<Record<string, string>>

/** Undefined for text that is not JSON, as of a file that is half written. */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
