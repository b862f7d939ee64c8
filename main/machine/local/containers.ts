import { constants } from 'node:os'
import { Code, ConnectError } from '@connectrpc/connect'
import { Namespace } from '../../../preload/contract/scope.ts'
import { createClients, inNamespace, type Clients } from '../../engine/containerd/client.ts'
import { Status } from '../../engine/containerd/generated/types/task/task_pb.js'

/** A process that containerd keeps: the first one of a container. */
export type RunningTask = {
  readonly namespace: Namespace
  readonly id: string
  readonly isPaused: boolean
  readonly isStopped: boolean
}

const defaultGraceMs = 10_000
const abortedGraceMs = 5000

/** Speaks with the containerd at a socket for as long as `work` takes. */
export async function withContainerd<T>(
  socket: string,
  work: (clients: Clients) => Promise<T>,
): Promise<T> {
  const clients = createClients(socket)
  try {
    return await work(clients)
  } finally {
    clients.close()
  }
}

/** The version that answers; the proof that it is ready. */
export const versionOf = (clients: Clients): Promise<string> =>
  clients.version.version({}, { timeoutMs: 10_000 }).then(({ version }) => version)

export async function listTasks(clients: Clients): Promise<readonly RunningTask[]> {
  const { namespaces } = await clients.namespaces.list({})
  const lists = await Promise.all(
    namespaces.map(async ({ name }) => {
      const namespace = Namespace.parse(name)
      const { tasks } = await clients.tasks.list({}, inNamespace(namespace))
      return tasks.map(({ id, status }) => ({
        namespace,
        id,
        isPaused: status === Status.PAUSED || status === Status.PAUSING,
        isStopped: status === Status.STOPPED,
      }))
    }),
  )
  return lists.flat()
}

/**
 * Stops all containers and removes their tasks, so that networks and mounts go. Not by `nerdctl
 * stop`, which remembers it: what a restart policy keeps running comes back at the next start.
 */
export async function stopAll(clients: Clients, told: (left: number) => void): Promise<number> {
  const tasks = await listTasks(clients)
  let left = tasks.length
  const stopped = await Promise.allSettled(
    tasks.map(async (task) => {
      await stopTask(clients, task, await graceOf(clients, task))
      told(--left)
    }),
  )
  // A policy may have started some again meanwhile; now there is no grace, and its next look is seconds away.
  for (const task of await listTasks(clients)) await stopTask(clients, task, 0)
  const failed = stopped.find((result) => result.status === 'rejected')
  if (failed !== undefined && (await listTasks(clients)).length > 0) throw failed.reason
  return tasks.length
}

async function stopTask(clients: Clients, task: RunningTask, grace: Grace | 0): Promise<void> {
  const { id: containerId, namespace } = task
  const options = inNamespace(namespace)
  if (!task.isStopped) {
    if (task.isPaused) await ignoreGone(clients.tasks.resume({ containerId }, options))
    const isGone = grace !== 0 && (await endsAfter(clients, task, grace.signal, grace.timeoutMs))
    if (!isGone) await endsAfter(clients, task, constants.signals.SIGKILL, abortedGraceMs)
  }
  await ignoreGone(clients.tasks.delete({ containerId }, options))
}

/** False when it still runs after the time. */
async function endsAfter(clients: Clients, task: RunningTask, signal: number, timeoutMs: number) {
  const { id: containerId, namespace } = task
  const options = inNamespace(namespace)
  const all = signal === constants.signals.SIGKILL
  const [ended] = await Promise.all([
    hasEnded(clients.tasks.wait({ containerId }, { ...options, timeoutMs })),
    ignoreGone(clients.tasks.kill({ containerId, signal, all }, options)),
  ])
  return ended
}

async function hasEnded(waiting: Promise<unknown>): Promise<boolean> {
  try {
    await waiting
    return true
  } catch (error) {
    if (isCode(error, Code.DeadlineExceeded)) return false
    if (isGone(error)) return true
    throw error
  }
}

type Grace = { readonly signal: number; readonly timeoutMs: number }

/** As the image and nerdctl's `--stop-signal`, `--stop-timeout` say. */
async function graceOf(clients: Clients, task: RunningTask): Promise<Grace> {
  const request = { id: task.id }
  const found = await clients.containers
    .get(request, inNamespace(task.namespace))
    .then(({ container }) => container?.labels ?? {})
    .catch((error: unknown) => {
      if (isGone(error)) return {}
      throw error
    })
  return readGrace(found)
}

export function readGrace(labels: Readonly<Record<string, string>>): Grace {
  const name = labels['io.containerd.image.config.stop-signal'] ?? 'SIGTERM'
  const full = name.startsWith('SIG') ? name : `SIG${name}`
  const numbered = /^\d+$/.test(name) ? Number(name) : undefined
  const named = Object.entries(constants.signals).find(([one]) => one === full)?.[1]
  const seconds = Number(labels['nerdctl/stop-timeout'] ?? Number.NaN)
  return {
    signal: numbered ?? named ?? constants.signals.SIGTERM,
    timeoutMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : defaultGraceMs,
  }
}

const isCode = (error: unknown, code: Code): boolean =>
  error instanceof ConnectError && error.code === code

const isGone = (error: unknown): boolean =>
  isCode(error, Code.NotFound) ||
  (error instanceof ConnectError && /process already finished|already deleted/.test(error.message))

async function ignoreGone(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!isGone(error)) throw error
  }
}
