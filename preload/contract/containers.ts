import { z } from 'zod'
import { call, duplex, stream } from './define.ts'
import { Feed } from './feed.ts'
import { Nothing, Scope, Size, Time } from './scope.ts'
import { RunSpec } from './run.ts'
import { TaskRef } from './tasks.ts'

/** Usually 64 hex digits; other clients of containerd may choose any identifier of its pattern. */
export const ContainerId = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'This is not a container id.')
  .brand<'ContainerId'>()
export type ContainerId = z.infer<typeof ContainerId>

export const ContainerRef = Scope.extend({ id: ContainerId })
export type ContainerRef = z.infer<typeof ContainerRef>

/** nerdctl's pattern for names. */
export const ContainerName = z
  .string()
  .max(128, 'A name has at most 128 characters.')
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]+$/,
    'A name starts with a letter or digit and has at least two of: letters, digits, dots, dashes, underscores.',
  )

/**
 * `created`: no task yet. `restarting`: its restart policy will start it again.
 * `exited`: its task ended, see `exitCode`.
 */
export const ContainerState = z.enum([
  'created',
  'running',
  'pausing',
  'paused',
  'restarting',
  'exited',
  'unknown',
])
export type ContainerState = z.infer<typeof ContainerState>

export const PublishedPort = z.object({
  hostAddress: z.string(),
  hostPort: z.number(),
  containerPort: z.number(),
  protocol: z.enum(['tcp', 'udp', 'sctp']),
})
export type PublishedPort = z.infer<typeof PublishedPort>

export const ContainerNetwork = z.object({
  name: z.string(),
  /** With prefix length, `10.4.0.3/24`. Only while running: the address of a stopped container is stale. */
  addresses: z.array(z.string()),
  mac: z.string().optional(),
  gateway: z.string().optional(),
})

export const Mount = z.object({
  type: z.enum(['volume', 'bind', 'tmpfs', 'other']),
  name: z.string().optional(),
  source: z.string(),
  destination: z.string(),
  isReadOnly: z.boolean(),
})
export type Mount = z.infer<typeof Mount>

export const Health = z.object({
  status: z.enum(['starting', 'healthy', 'unhealthy', 'unknown']),
  failingStreak: z.number(),
})

export const RestartPolicy = z.object({
  name: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  maximumRetryCount: z.number().optional(),
  /** How often the policy has started it again. */
  restartCount: z.number(),
})

export const Limits = z.object({
  /** Cores: 1.5 is one and a half. */
  cpus: z.number().optional(),
  memoryBytes: Size.optional(),
  pids: z.number().optional(),
})

/** One container as every list shows it; sources of each field: facts-engine, section 1. */
export const Container = z.object({
  id: ContainerId,
  name: z.string(),
  /** The full reference, `docker.io/library/busybox:1.37`. */
  image: z.string(),
  command: z.array(z.string()),
  state: ContainerState,
  createdAt: Time,
  startedAt: Time.optional(),
  exitedAt: Time.optional(),
  exitCode: z.number().optional(),
  pid: z.number().optional(),
  /** Why its last start failed, in the runtime's words. */
  startError: z.string().optional(),
  ports: z.array(PublishedPort),
  networks: z.array(ContainerNetwork),
  mounts: z.array(Mount),
  health: Health.optional(),
  restartPolicy: RestartPolicy,
  project: z.string().optional(),
  service: z.string().optional(),
  hostname: z.string().optional(),
  user: z.string().optional(),
  workingDirectory: z.string().optional(),
  hasTerminal: z.boolean(),
  removesItself: z.boolean(),
  platform: z.string().optional(),
  stopSignal: z.string().optional(),
  limits: Limits,
  logDriver: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  /** Who made it: what others manage is shown but not changed. */
  manager: z.enum(['nerdctl', 'docker', 'kubernetes', 'other']),
})
export type Container = z.infer<typeof Container>

export const ContainersChange = Feed(Container, ContainerId)
export type ContainersChange = z.infer<typeof ContainersChange>

/** What one container's page needs beyond its row. */
export const ContainerDetails = z.object({
  container: Container,
  /** `NAME=value`, as the process sees it. */
  environment: z.array(z.string()),
  healthLog: z.array(
    z.object({
      startedAt: Time,
      endedAt: Time.optional(),
      exitCode: z.number(),
      output: z.string(),
    }),
  ),
  extraHosts: z.array(z.string()),
  dns: z.array(z.string()),
  capabilities: z.array(z.string()),
  isPrivileged: z.boolean(),
  snapshotter: z.string().optional(),
  /** Where the log is kept on the machine. */
  logPath: z.string().optional(),
  /** The engine's own record, as JSON text. */
  raw: z.string(),
})
export type ContainerDetails = z.infer<typeof ContainerDetails>

export const LogsRequest = ContainerRef.extend({
  /** Last lines to begin with; absent means all. */
  tail: z.number().int().min(0).max(1_000_000).optional(),
  since: Time.optional(),
  until: Time.optional(),
  follow: z.boolean(),
})
export type LogsRequest = z.infer<typeof LogsRequest>

/**
 * Lines in columns, because 50,000 a second cross here. `texts` holds the lines joined by `\n`;
 * `times[i]` is epoch milliseconds with fractions; `streams[i]` is `o` (stdout) or `e` (stderr),
 * upper case when the line has no end yet: the next line of that stream replaces it.
 */
export const LogBatch = z.object({
  times: z.array(Time),
  streams: z.string(),
  texts: z.string(),
})
export type LogBatch = z.infer<typeof LogBatch>

/** Which rows are on screen: only those are measured. */
export const StatsWanted = z.object({ ids: z.array(ContainerId).max(2000) })
export type StatsWanted = z.infer<typeof StatsWanted>

export const StatsSample = z.object({
  id: ContainerId,
  at: Time,
  /** 100 is one core. Absent in the first sample. */
  cpuPercent: z.number().optional(),
  memoryBytes: Size,
  memoryLimitBytes: Size.optional(),
  /** Totals since the start; absent where the container shares the host's network. */
  receivedBytes: Size.optional(),
  sentBytes: Size.optional(),
  readBytes: Size.optional(),
  writtenBytes: Size.optional(),
  pids: z.number().optional(),
})
export type StatsSample = z.infer<typeof StatsSample>

export const StatsBatch = z.object({ samples: z.array(StatsSample) })
export type StatsBatch = z.infer<typeof StatsBatch>

/** Seconds to wait for a clean end before it is killed. */
const Grace = z.number().int().min(0).max(3600).optional()

export const containers = {
  /** Snapshot, then deltas. Never ends by itself: an engine that is gone is said, and healed. */
  follow: stream(Scope, ContainersChange),
  inspect: call(ContainerRef, ContainerDetails),
  /** Bytes of the writable layer: walks its files, so only on demand. */
  size: call(ContainerRef, z.object({ writableBytes: Size })),
  /** Creates without starting, or creates and starts; the task's result is the container's id. */
  run: call(Scope.extend({ spec: RunSpec }), TaskRef),
  /** The nerdctl line that a spec stands for. */
  preview: call(Scope.extend({ spec: RunSpec }), z.object({ argv: z.array(z.string()) })),
  start: call(ContainerRef, Nothing),
  stop: call(ContainerRef.extend({ graceSeconds: Grace }), Nothing),
  kill: call(
    ContainerRef.extend({
      signal: z
        .string()
        .regex(/^(SIG)?[A-Z][A-Z0-9+-]{1,12}$/, 'This is not a signal, like SIGTERM.'),
    }),
    Nothing,
  ),
  restart: call(ContainerRef.extend({ graceSeconds: Grace }), Nothing),
  pause: call(ContainerRef, Nothing),
  unpause: call(ContainerRef, Nothing),
  rename: call(ContainerRef.extend({ name: ContainerName }), Nothing),
  remove: call(
    ContainerRef.extend({ force: z.boolean(), removeAnonymousVolumes: z.boolean() }),
    Nothing,
  ),
  logs: stream(LogsRequest, LogBatch),
  /** Samples of the wanted containers every two seconds. */
  stats: duplex(Scope, StatsBatch, StatsWanted, { flow: 'latest' }),
}
