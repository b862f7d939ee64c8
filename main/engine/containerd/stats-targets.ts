import type { ContainerId, StatsSample } from '../../../preload/contract/containers.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import type { Host } from '../../machine/machine.ts'
import { orMissing } from './access.ts'
import { inNamespace, type Clients } from './client.ts'
import type { Status } from './generated/types/task/task_pb.js'
import { Status as TaskStatus } from './generated/types/task/task_pb.js'
import { fromGrpc } from './grpc-errors.ts'
import { cgroupFiles, parseNetwork, parseUsage, type CgroupFiles } from './stats-cgroup.ts'

/** A running container, and what was read of it last. */
export type Target = {
  readonly id: ContainerId
  readonly files: CgroupFiles
  /** Absent where the network is the machine's own. */
  readonly network?: string
  last?: { readonly cpuNs: number; readonly clockMs: number }
}

export type StatsHost = { readonly files: Pick<Host['files'], 'readMany' | 'stat'> }

/** So many single questions cost as much as the list of all tasks, which asks every shim. */
const fewTasks = 20

/** The main processes of those that have one now. */
export async function findPids(
  clients: Pick<Clients, 'tasks'>,
  namespace: Namespace,
  ids: readonly ContainerId[],
): Promise<ReadonlyMap<ContainerId, number>> {
  const options = inNamespace(namespace)
  const ask = async () => {
    if (ids.length > fewTasks) return (await clients.tasks.list({}, options)).tasks
    const answers = ids.map((id) => orMissing(clients.tasks.get({ containerId: id }, options)))
    return (await Promise.all(answers)).map((answer) => answer?.process)
  }
  try {
    const running = (await ask()).filter((task) => task !== undefined && isAlive(task.status))
    const pids = new Map(running.map((task) => [task?.id, task?.pid]))
    return new Map(ids.flatMap((id) => entry(id, pids.get(id))))
  } catch (error) {
    throw fromGrpc(error, 'Measuring containers')
  }
}

const entry = (id: ContainerId, pid: number | undefined): [ContainerId, number][] =>
  pid === undefined || pid === 0 ? [] : [[id, pid]]

const alive: readonly Status[] = [TaskStatus.RUNNING, TaskStatus.PAUSED, TaskStatus.PAUSING]
const isAlive = (status: Status) => alive.includes(status)

/** Undefined when the process has ended meanwhile. */
export async function findTarget(
  { files }: StatsHost,
  id: ContainerId,
  pid: number,
): Promise<Target | undefined> {
  const netOf = async (process: number | 'self') =>
    // Where it may not be asked whose network it is, none is shown.
    (await files.stat(`/proc/${process}/ns/net`).catch(() => undefined))?.inode
  const [[text], own, machines] = await Promise.all([
    files.readMany([`/proc/${pid}/cgroup`]),
    netOf(pid),
    netOf('self'),
  ])
  const found = text === undefined ? undefined : cgroupFiles(text, id)
  if (found === undefined) return undefined
  const hasNetwork = own !== undefined && machines !== undefined && own !== machines
  return { id, files: found, ...(hasNetwork ? { network: `/proc/${pid}/net/dev` } : {}) }
}

/** Undefined for those that have ended. Each target remembers what it needs for its next CPU figure. */
export async function sampleTargets(
  { files }: StatsHost,
  targets: readonly Target[],
): Promise<readonly (StatsSample | undefined)[]> {
  const paths = targets.flatMap(pathsOf)
  const startMs = performance.now()
  const texts = await files.readMany(paths)
  const clockMs = (startMs + performance.now()) / 2
  let next = 0
  return targets.map((target) => {
    const count = pathsOf(target).length
    const own = texts.slice(next, next + count)
    next += count
    return sampleOf(target, own, clockMs)
  })
}

const pathsOf = ({ files, network }: Target): string[] => [
  files.cpu,
  files.memory,
  files.memoryStat,
  files.memoryLimit,
  files.io,
  files.pids,
  ...(network === undefined ? [] : [network]),
]

function sampleOf(
  target: Target,
  [cpu, memory, memoryStat, memoryLimit, io, pids, network]: readonly (string | undefined)[],
  clockMs: number,
): StatsSample | undefined {
  const texts = { cpu, memory, memoryStat, memoryLimit, io, pids }
  const usage = parseUsage(target.files.version, texts)
  if (usage === undefined) return undefined
  const { cpuNs, ...rest } = usage
  const { last } = target
  target.last = { cpuNs, clockMs }
  const passedNs = last === undefined ? 0 : (clockMs - last.clockMs) * 1e6
  return {
    id: target.id,
    at: Date.now(),
    ...(last === undefined || passedNs <= 0
      ? {}
      : { cpuPercent: (Math.max(0, cpuNs - last.cpuNs) / passedNs) * 100 }),
    ...rest,
    ...parseNetwork(network),
  }
}
