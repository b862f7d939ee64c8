import { z } from 'zod'
import type { Container, ContainerId } from '../../../preload/contract/containers.ts'
import type { RealEngine } from '../conformance/real-engine.ts'

/** What nerdctl 2.3.5 can be asked for of a container, in one shape for its words and for ours. */
export type Comparable = {
  readonly name: string
  readonly image: string
  readonly command: readonly string[]
  readonly state: string
  readonly createdAt: number
  readonly startedAt: number | undefined
  readonly exitedAt: number | undefined
  readonly exitCode: number | undefined
  readonly pid: number | undefined
  readonly ports: readonly string[]
  readonly networks: readonly string[]
  readonly address: string | undefined
  readonly mac: string | undefined
  readonly mounts: readonly string[]
  readonly health: string | undefined
  readonly restart: string
  readonly restartCount: number
  readonly hostname: string | undefined
  readonly user: string | undefined
  readonly workingDirectory: string | undefined
  readonly hasTerminal: boolean
  readonly removesItself: boolean
  readonly platform: string | undefined
  readonly stopSignal: string | undefined
  readonly memoryBytes: number | undefined
  readonly cpus: number | undefined
  readonly pids: number | undefined
  readonly logDriver: string | undefined
  readonly project: string | undefined
  readonly labels: Readonly<Record<string, string>>
}

export function comparable(row: Container): Comparable {
  const [network] = row.networks
  return {
    name: row.name,
    image: row.image,
    command: row.command,
    state: row.state,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    exitedAt: row.exitedAt,
    exitCode: row.exitCode,
    pid: row.pid,
    ports: row.ports
      .map((port) => `${port.hostAddress}:${port.hostPort}->${port.containerPort}/${port.protocol}`)
      .sort(),
    networks: row.networks.map(({ name }) => name),
    address: network?.addresses[0],
    mac: network?.mac,
    mounts: row.mounts.map(
      ({ type, name = '', source, destination, isReadOnly }) =>
        `${type} ${name} ${source} ${destination} ${isReadOnly ? 'ro' : 'rw'}`,
    ),
    health: row.health && `${row.health.status} ${row.health.failingStreak}`,
    restart: `${row.restartPolicy.name}:${row.restartPolicy.maximumRetryCount ?? 0}`,
    restartCount: row.restartPolicy.restartCount,
    hostname: row.hostname,
    user: row.user,
    workingDirectory: row.workingDirectory,
    hasTerminal: row.hasTerminal,
    removesItself: row.removesItself,
    platform: row.platform,
    stopSignal: row.stopSignal,
    memoryBytes: row.limits.memoryBytes,
    cpus: row.limits.cpus,
    pids: row.limits.pids,
    logDriver: row.logDriver,
    project: row.project,
    labels: row.labels,
  }
}

const Listed = z.object({
  ID: z.string(),
  Names: z.string(),
  Image: z.string(),
  Status: z.string(),
  Ports: z.string(),
  Platform: z.string(),
})
const Inspected = z.object({
  Id: z.string(),
  Created: z.string(),
  Path: z.string(),
  Args: z.array(z.string()).nullish(),
  RestartCount: z.number().nullish(),
  State: z.object({
    Pid: z.number(),
    ExitCode: z.number(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Health: z.object({ Status: z.string(), FailingStreak: z.number() }).nullish(),
  }),
  HostConfig: z.object({
    RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number() }),
    AutoRemove: z.boolean(),
    Memory: z.number(),
    CPUQuota: z.number().nullish(),
    CpuQuota: z.number().nullish(),
    CpuPeriod: z.number().nullish(),
    CPUPeriod: z.number().nullish(),
    PidsLimit: z.number(),
    LogConfig: z.object({ driver: z.string() }),
  }),
  Mounts: z
    .array(
      z.object({
        Type: z.string(),
        Name: z.string().nullish(),
        Source: z.string(),
        Destination: z.string(),
        RW: z.boolean(),
      }),
    )
    .nullish(),
  Config: z.object({
    Hostname: z.string(),
    User: z.string().nullish(),
    Labels: z.record(z.string(), z.string()),
  }),
  NetworkSettings: z.object({
    IPAddress: z.string(),
    IPPrefixLen: z.number(),
    MacAddress: z.string(),
  }),
})
const Native = z.object({
  ID: z.string(),
  Spec: z.object({
    process: z.object({ cwd: z.string(), terminal: z.boolean().nullish() }),
  }),
})

/** Asks `ps`, and `inspect` in both of its modes. */
export async function askNerdctl(
  real: RealEngine,
  ids: readonly ContainerId[],
): Promise<ReadonlyMap<string, Comparable>> {
  const [ps, docker, native] = await Promise.all([
    real.nerdctl('ps', '-a', '--no-trunc', '--format', '{{json .}}'),
    real.nerdctl('inspect', ...ids),
    real.nerdctl('inspect', '--mode=native', ...ids),
  ])
  const listed = new Map(
    ps.stdout
      .trim()
      .split('\n')
      .map((line) => Listed.parse(JSON.parse(line)))
      .map((one) => [one.ID, one]),
  )
  const natives = new Map(
    z
      .array(Native)
      .parse(JSON.parse(native.stdout))
      .map((one) => [one.ID, one]),
  )
  return new Map(
    z
      .array(Inspected)
      .parse(JSON.parse(docker.stdout))
      .flatMap((one) => {
        const [row, spec] = [listed.get(one.Id), natives.get(one.Id)]
        return row === undefined || spec === undefined ? [] : [[one.Id, answer(row, one, spec)]]
      }),
  )
}

const states: readonly (readonly [RegExp, string])[] = [
  [/^Up/, 'running'],
  [/^Exited/, 'exited'],
  [/^Restarting/, 'restarting'],
  [/^Paused/, 'paused'],
  [/^Created/, 'created'],
]

const time = (text: string): number | undefined =>
  text === '' || Date.parse(text) < 0 ? undefined : Date.parse(text)
const unless = <T>(value: T | null | undefined, nothing: T): T | undefined =>
  value === nothing || value === null ? undefined : value

function answer(
  row: z.infer<typeof Listed>,
  { State: state, HostConfig: host, Config: config, ...one }: z.infer<typeof Inspected>,
  { Spec: spec }: z.infer<typeof Native>,
): Comparable {
  const name = states.find(([pattern]) => pattern.test(row.Status))?.[1] ?? row.Status
  const isUp = name === 'running' || name === 'paused'
  const hasEnded = name === 'exited' || name === 'restarting'
  const { labels, network } = { labels: config.Labels, network: one.NetworkSettings }
  const quota = host.CPUQuota ?? host.CpuQuota ?? 0
  return {
    name: row.Names,
    image: row.Image,
    command: [one.Path, ...(one.Args ?? [])],
    state: name,
    createdAt: Date.parse(one.Created),
    startedAt: time(state.StartedAt),
    exitedAt: hasEnded ? time(state.FinishedAt) : undefined,
    exitCode: hasEnded ? state.ExitCode : undefined,
    pid: isUp ? unless(state.Pid, 0) : undefined,
    ports: row.Ports === '' ? [] : row.Ports.split(', ').sort(),
    networks: z.array(z.string()).parse(JSON.parse(labels['nerdctl/networks'] ?? '[]')),
    address: network.IPAddress === '' ? undefined : `${network.IPAddress}/${network.IPPrefixLen}`,
    mac: unless(network.MacAddress, ''),
    mounts: (labels['nerdctl/mounts.0'] === undefined ? [] : (one.Mounts ?? [])).map(
      ({ Type, Name, Source, Destination, RW }) =>
        `${Type} ${Name ?? ''} ${Source} ${Destination} ${RW ? 'rw' : 'ro'}`,
    ),
    health:
      isUp && state.Health ? `${state.Health.Status} ${state.Health.FailingStreak}` : undefined,
    restart: `${host.RestartPolicy.Name === '' ? 'no' : host.RestartPolicy.Name}:${host.RestartPolicy.MaximumRetryCount}`,
    restartCount: Number(labels['containerd.io/restart.count'] ?? 0),
    hostname: config.Hostname,
    user: unless(config.User, ''),
    workingDirectory: spec.process.cwd,
    hasTerminal: spec.process.terminal ?? false,
    removesItself: host.AutoRemove,
    platform: row.Platform,
    stopSignal: labels['io.containerd.image.config.stop-signal'],
    memoryBytes: unless(host.Memory, 0),
    cpus: quota > 0 ? quota / (host.CPUPeriod ?? host.CpuPeriod ?? 100_000) : undefined,
    pids: host.PidsLimit > 0 ? host.PidsLimit : undefined,
    logDriver: host.LogConfig.driver === '' ? 'none' : host.LogConfig.driver,
    project: labels['com.docker.compose.project'],
    labels,
  }
}
