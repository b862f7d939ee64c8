import { z } from 'zod'
import type {
  Container,
  ContainerId,
  ContainerState,
  Health,
  Mount,
  RestartPolicy,
} from '../../../preload/contract/containers.ts'
import { type ContainerNetworkFacts, type FileFacts, parsePortsLabel } from './data-files.ts'
import { label, type Labels, parseJson } from './labels.ts'
import type { SpecFacts } from './spec.ts'

/** containerd's record of a container, without its specification. */
export type RecordFacts = {
  readonly id: ContainerId
  readonly namespace: string
  readonly image: string
  readonly labels: Labels
  readonly createdAt: number
}

export type TaskFacts = {
  readonly status: 'created' | 'running' | 'stopped' | 'paused' | 'pausing' | 'unknown'
  readonly pid: number
  readonly exitCode?: number
  readonly exitedAt?: number
}

/** How the last task ended, kept after containerd has forgotten the task. */
export type ExitFacts = { readonly exitCode: number; readonly exitedAt?: number }

export type ContainerFacts = {
  readonly record: RecordFacts
  readonly spec: SpecFacts
  readonly task: TaskFacts | undefined
  readonly lastExit: ExitFacts | undefined
  readonly files: FileFacts
}

/** One row of the list, out of what the engine and its files say. */
export function containerRow(facts: ContainerFacts): Container {
  const { record, spec, task, files } = facts
  const { labels } = record
  const state = stateOf(facts)
  const isAlive = task !== undefined && ['running', 'paused', 'pausing'].includes(task.status)
  return {
    id: record.id,
    name: nameOf(record),
    image: record.image,
    command: [...spec.command],
    state,
    createdAt: record.createdAt,
    ports: [...(files.ports ?? parsePortsLabel(labels[label.ports]) ?? [])],
    networks: networksOf(labels, isAlive ? files.networks : undefined),
    mounts: mountsOf(labels, spec),
    restartPolicy: restartPolicyOf(labels),
    hasTerminal: spec.hasTerminal,
    removesItself: [label.autoRemove, label.removesItself].some((key) => labels[key] === 'true'),
    limits: present({ cpus: spec.cpus, memoryBytes: spec.memoryBytes, pids: spec.pids }),
    labels: shownLabels(labels),
    manager: managerOf(record),
    ...present({
      // The hook that writes it also runs before a start that fails.
      startedAt: state === 'created' ? undefined : files.startedAt,
      ...(isAlive ? {} : endOf(facts)),
      pid: isAlive && task.pid > 0 ? task.pid : undefined,
      startError: startErrorOf(facts),
      health: healthOf(labels, isAlive),
      project: labels[label.project],
      service: labels[label.service],
      hostname: labels[label.hostname] ?? spec.hostname,
      user: labels[label.user] ?? spec.user,
      workingDirectory: spec.workingDirectory,
      platform: labels[label.platform],
      stopSignal: labels[label.stopSignal],
      logDriver: logDriverOf(labels),
    }),
  }
}

// Ours are notes to ourselves.
const shownLabels = (labels: Labels): Labels =>
  label.run in labels || label.removesItself in labels
    ? Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith('goldfinch/')))
    : labels

/** Drops the keys whose value is undefined. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const key in values) {
    const value = values[key]
    if (isPresent(value)) kept[key] = value
  }
  return kept
}
const isPresent = <T>(value: T): value is Exclude<T, undefined> => value !== undefined

/**
 * nerdctl's meaning (pkg/formatter ContainerStatus), but a container that once ran and has no task
 * any more, as after a restart of the machine, is `exited` here where nerdctl says "Created".
 */
function stateOf({ record, task, lastExit, files }: ContainerFacts): ContainerState {
  const { labels } = record
  if (task === undefined) {
    if (labels[label.error] !== undefined) return 'created'
    return lastExit !== undefined || files.startedAt !== undefined ? 'exited' : 'created'
  }
  if (task.status !== 'stopped') return task.status
  return willRestart(labels, task.exitCode ?? 0) ? 'restarting' : 'exited'
}

/** What containerd's restart monitor will do (core/runtime/restart Reconcile). */
export function willRestart(labels: Labels, exitCode: number): boolean {
  if (labels[label.restartStatus] !== 'running') return false
  const policy = restartPolicyOf(labels)
  switch (policy.name) {
    case 'always':
      return true
    case 'unless-stopped':
      return labels[label.explicitlyStopped] !== 'true'
    case 'on-failure': {
      const most = policy.maximumRetryCount ?? 0
      return exitCode !== 0 && (most === 0 || policy.restartCount < most)
    }
    case 'no':
      return false
  }
}

function restartPolicyOf(labels: Labels): z.infer<typeof RestartPolicy> {
  const [name, most] = (labels[label.restartPolicy] ?? 'no').split(':')
  const restartCount = Number.parseInt(labels[label.restartCount] ?? '0', 10) || 0
  const maximumRetryCount = most === undefined ? 0 : Number.parseInt(most, 10)
  return {
    name:
      // The monitor takes an empty policy for `always`.
      name === '' || name === 'always'
        ? 'always'
        : name === 'on-failure' || name === 'unless-stopped'
          ? name
          : 'no',
    restartCount,
    ...(maximumRetryCount > 0 ? { maximumRetryCount } : {}),
  }
}

function endOf({ task, lastExit }: ContainerFacts): Partial<ExitFacts> {
  if (task?.status !== 'stopped') return lastExit ?? {}
  return present({ exitCode: task.exitCode ?? 0, exitedAt: task.exitedAt })
}

// nerdctl writes this label when any of its verbs fails, and never clears it: it speaks of the start
// only while there is no task that started, and where it is no refusal of another verb.
function startErrorOf({ record, task }: ContainerFacts): string | undefined {
  if (task !== undefined && task.status !== 'created') return undefined
  const text = record.labels[label.error]
  return text === undefined ||
    /no running task found|^cannot (kill|pause)|^wait container/.test(text)
    ? undefined
    : text
}

function nameOf({ id, labels }: RecordFacts): string {
  const name = labels[label.name]
  if (name !== undefined && name !== '') return name
  const pod = labels[label.podName]
  if (pod === undefined) return /^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id
  const inside = labels[label.podContainer]
  return [labels[label.podNamespace], pod, inside].filter((part) => part !== undefined).join('/')
}

/** Who made a container: its labels tell, or the namespace that Docker keeps for itself. */
export function managerOf({
  namespace,
  labels,
}: Pick<RecordFacts, 'namespace' | 'labels'>): Container['manager'] {
  const keys = Object.keys(labels)
  if (keys.some((key) => key.startsWith('nerdctl/'))) return 'nerdctl'
  if (labels[label.dockerBundle] !== undefined || namespace === 'moby') return 'docker'
  if (keys.some((key) => /^io\.(kubernetes|cri-containerd)\./.test(key))) return 'kubernetes'
  return 'other'
}

/** The networks of a container by name; `none` and `host` are among them. */
export const networkNames = (labels: Labels): readonly string[] =>
  Names.safeParse(parseJson(labels[label.networks])).data ?? []
const Names = z.array(z.string())
const LogConfig = z.object({ driver: z.string().min(1) })

/** nerdctl writes no name of the driver `none`, only where it leads. */
const logDriverOf = (labels: Labels): string | undefined =>
  LogConfig.safeParse(parseJson(labels[label.logConfig])).data?.driver ??
  (labels[label.logUri] === 'none' ? 'none' : undefined)

function networksOf(
  labels: Labels,
  facts: readonly ContainerNetworkFacts[] | undefined,
): Container['networks'] {
  return networkNames(labels).map(
    (name) => facts?.find((one) => one.name === name) ?? { name, addresses: [] },
  )
}

const MountLabel = z.object({
  Type: z.string(),
  Name: z.string().nullish(),
  Source: z.string().nullish(),
  Destination: z.string(),
  RW: z.boolean().nullish(),
})
type MountLabel = z.infer<typeof MountLabel>

function mountsOf(labels: Labels, spec: SpecFacts): Mount[] {
  const whole = z.array(MountLabel).safeParse(parseJson(labels[label.mounts])).data
  const single = Object.keys(labels)
    .filter((key) => key.startsWith(`${label.mounts}.`))
    .map((key) => ({ place: Number(key.slice(label.mounts.length + 1)), text: labels[key] }))
    .sort((a, b) => a.place - b.place)
    .flatMap(({ text }) => MountLabel.safeParse(parseJson(text)).data ?? [])
  const all = [...(whole ?? []), ...single]
  if (all.length > 0 || labels[label.stateDir] !== undefined) return all.map(toMount)
  return spec.mounts
    .filter(({ type, destination }) => type === 'bind' && !ownFiles.has(destination))
    .map(({ source, destination, isReadOnly }) => ({
      type: 'bind',
      source,
      destination,
      isReadOnly,
    }))
}
const ownFiles = new Set(['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', '/dev/shm'])

const toMount = (mount: MountLabel): Mount => ({
  type:
    mount.Type === 'volume' || mount.Type === 'bind' || mount.Type === 'tmpfs'
      ? mount.Type
      : 'other',
  source: mount.Source ?? '',
  destination: mount.Destination,
  isReadOnly: mount.RW === false,
  ...(mount.Name ? { name: mount.Name } : {}),
})

const HealthLabel = z.object({ Status: z.string(), FailingStreak: z.number().nullish() })

function healthOf(labels: Labels, isAlive: boolean): z.infer<typeof Health> | undefined {
  const read = HealthLabel.safeParse(parseJson(labels[label.healthState])).data
  if (read === undefined || !isAlive) return undefined
  const { Status: status, FailingStreak: failingStreak } = read
  return {
    status:
      status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : 'unknown',
    failingStreak: failingStreak ?? 0,
  }
}
