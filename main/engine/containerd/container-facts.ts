import { type Container, ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import type { Host } from '../../machine/machine.ts'
import {
  type FileFacts,
  type FilePaths,
  filePaths,
  parseLifecycle,
  parseNetworks,
  parsePorts,
} from './data-files.ts'
import type { Container as EngineContainer } from './generated/services/containers/v1/containers_pb.js'
import { type Process, Status } from './generated/types/task/task_pb.js'
import type { Up } from './link.ts'
import { label, type Labels } from './labels.ts'
import {
  type ContainerFacts,
  containerRow,
  networkNames,
  type RecordFacts,
  type TaskFacts,
} from './row.ts'
import { parseSpec, specFingerprint } from './spec.ts'
import { toTime } from './time.ts'

/** A container as far as it is known, with what makes reading it again cheap. */
export type Entry = ContainerFacts & { readonly specFingerprint: string }

/** Undefined for an id that is none. */
export function recordOf(
  container: EngineContainer,
  namespace: Namespace,
  known: Entry | undefined,
): Omit<Entry, 'task' | 'lastExit' | 'files'> | undefined {
  const id = ContainerId.safeParse(container.id).data
  if (id === undefined) return undefined
  const bytes = container.spec?.value ?? new Uint8Array()
  const fingerprint = specFingerprint(bytes)
  return {
    record: {
      id,
      namespace,
      image: container.image,
      labels: container.labels,
      createdAt: toTime(container.createdAt) ?? 0,
    },
    spec: known?.specFingerprint === fingerprint ? known.spec : parseSpec(bytes),
    specFingerprint: fingerprint,
  }
}

/**
 * What the files of many containers say, in their order; what cannot be read is as it was known.
 * Looking for a file that is not there costs more than reading one, so `hasStarted` tells where
 * those of a start can be.
 */
export async function readFileFacts(
  host: Host,
  namespace: Namespace,
  containers: readonly Pick<RecordFacts, 'id' | 'labels'>[],
  known: (id: string) => FileFacts | undefined,
  hasStarted: (labels: Labels) => boolean = () => true,
): Promise<readonly FileFacts[]> {
  const wanted = containers.flatMap(({ id, labels }, index) => {
    const paths = filePaths(host.dataStore, namespace, id)
    const keys: (keyof FilePaths)[] = []
    // What is published is said once, when a container is made.
    if (known(id)?.ports === undefined) keys.push('ports')
    if (hasStarted(labels))
      keys.push('lifecycle', ...(hasAddress(labels) ? ['network' as const] : []))
    return keys.map((key) => ({ index, key, path: paths[key] }))
  })
  const texts = await host.files.readMany(wanted.map(({ path }) => path))
  const read = containers.map(
    (): { -readonly [Key in keyof FilePaths]?: string | undefined } => ({}),
  )
  wanted.forEach(({ index, key }, place) => {
    const found = read[index]
    if (found !== undefined) found[key] = texts[place]
  })
  return containers.map(({ id }, index) => fileFacts(known(id), read[index] ?? {}))
}

/** nerdctl writes this label whenever it has started a container. */
export const wasStarted = (labels: Labels): boolean => label.explicitlyStopped in labels

const hasAddress = (labels: Labels): boolean =>
  networkNames(labels).some((name) => !/^(none|host|container:.*|ns:.*)$/.test(name))

/** One row by itself, for who does not follow the list. */
export async function readContainer(
  { host }: Up,
  namespace: Namespace,
  record: EngineContainer,
  process: Process | undefined,
): Promise<Container> {
  const entry = recordOf(record, namespace, undefined)
  if (entry === undefined)
    throw new AppError({ code: 'internal', message: 'The engine gave a container no id.' })
  const [files = {}] = await readFileFacts(host, namespace, [entry.record], () => undefined)
  const task = taskFacts(process)
  return containerRow({ ...entry, files, task, lastExit: exitOf(task) })
}

/** A file that cannot be read now leaves what was known of it. */
function fileFacts(
  known: FileFacts | undefined,
  { ports, lifecycle, network }: { readonly [Key in keyof FilePaths]?: string | undefined },
): FileFacts {
  const facts = {
    ports: parsePorts(ports) ?? known?.ports,
    startedAt: parseLifecycle(lifecycle) ?? known?.startedAt,
    networks: parseNetworks(network) ?? known?.networks,
  }
  return {
    ...(facts.ports === undefined ? {} : { ports: facts.ports }),
    ...(facts.startedAt === undefined ? {} : { startedAt: facts.startedAt }),
    ...(facts.networks === undefined ? {} : { networks: facts.networks }),
  }
}

const statuses: Readonly<Record<Status, TaskFacts['status']>> = {
  [Status.UNKNOWN]: 'unknown',
  [Status.CREATED]: 'created',
  [Status.RUNNING]: 'running',
  [Status.STOPPED]: 'stopped',
  [Status.PAUSED]: 'paused',
  [Status.PAUSING]: 'pausing',
}

export function taskFacts(process: Process | undefined): TaskFacts | undefined {
  if (process === undefined) return undefined
  const status = statuses[process.status]
  const exitedAt = toTime(process.exitedAt)
  return {
    status,
    pid: process.pid,
    ...(status === 'stopped' ? { exitCode: process.exitStatus } : {}),
    ...(exitedAt === undefined ? {} : { exitedAt }),
  }
}

export function exitOf(task: TaskFacts | undefined): ContainerFacts['lastExit'] {
  if (task?.status !== 'stopped') return undefined
  const { exitCode = 0, exitedAt } = task
  return { exitCode, ...(exitedAt === undefined ? {} : { exitedAt }) }
}
