import { z } from 'zod'
import type { ContainerDetails, ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { findContainer, findTask, orMissing } from './access.ts'
import { inNamespace } from './client.ts'
import { readContainer } from './container-facts.ts'
import { containerFolder } from './data-files.ts'
import type { Container } from './generated/services/containers/v1/containers_pb.js'
import type { Process } from './generated/types/task/task_pb.js'
import { fromGrpc } from './grpc-errors.ts'
import { label, type Labels, parseJson } from './labels.ts'
import type { Link, Up } from './link.ts'
import { parseSpec } from './spec.ts'
import { parseTime, toTime } from './time.ts'

/** All that one container's page shows; throws `not-found`. */
export async function inspectContainer(
  link: Link,
  namespace: Namespace,
  id: ContainerId,
): Promise<ContainerDetails> {
  const up = await link.up()
  const [record, task] = await Promise.all([
    findContainer(up, namespace, id),
    findTask(up, namespace, id),
  ])
  const folder = containerFolder(up.host.dataStore, namespace, id)
  const [container, healthLog, logPath] = await Promise.all([
    readContainer(up, namespace, record, task),
    readHealthLog(up, `${folder}/health.json`),
    whereLog(up, `${folder}/${id}-json.log`),
  ])
  const spec = parseSpec(record.spec?.value ?? new Uint8Array())
  const dns = Dns.safeParse(parseJson(record.labels[label.dns])).data?.DNSServers
  return {
    container,
    environment: [...spec.environment],
    healthLog,
    extraHosts: ExtraHosts.safeParse(parseJson(record.labels[label.extraHosts])).data ?? [],
    dns: dns ?? [],
    capabilities: [...spec.capabilities],
    isPrivileged: record.labels[label.privileged] === 'true',
    raw: rawRecord(record, task),
    ...(record.snapshotter === '' ? {} : { snapshotter: record.snapshotter }),
    ...(logPath === undefined ? {} : { logPath }),
  }
}

/** Bytes of the writable layer. */
export async function containerSize(
  link: Link,
  namespace: Namespace,
  id: ContainerId,
): Promise<number> {
  const up = await link.up()
  const { snapshotter, snapshotKey: key } = await findContainer(up, namespace, id)
  if (key === '') return 0
  try {
    const options = inNamespace(namespace, up.lost)
    const usage = await orMissing(up.clients.snapshots.usage({ snapshotter, key }, options))
    return Number(usage?.size ?? 0n)
  } catch (error) {
    throw fromGrpc(error, 'Measuring the container')
  }
}

const Dns = z.object({ DNSServers: z.array(z.string()).nullish() })
const ExtraHosts = z.array(z.string())
const HealthResult = z.object({
  Start: z.string(),
  End: z.string().nullish(),
  ExitCode: z.number(),
  Output: z.string().nullish(),
})

/** One JSON object in a line (pkg/healthcheck/log.go); the last line may be half written. */
async function readHealthLog({ host }: Up, path: string): Promise<ContainerDetails['healthLog']> {
  const text = await unlessMissing(host.files.readText(path))
  return (text ?? '').split('\n').flatMap((line) => {
    const result = HealthResult.safeParse(parseJson(line === '' ? undefined : line)).data
    const startedAt = parseTime(result?.Start)
    if (result === undefined || startedAt === undefined) return []
    const endedAt = parseTime(result.End)
    return [
      {
        startedAt,
        exitCode: result.ExitCode,
        output: result.Output ?? '',
        ...(endedAt === undefined ? {} : { endedAt }),
      },
    ]
  })
}

async function whereLog({ host }: Up, path: string): Promise<string | undefined> {
  return (await unlessMissing(host.files.stat(path))) === undefined ? undefined : path
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof AppError && error.data.code === 'not-found') return undefined
    throw error
  }
}

/** containerd's own record for people to read, without the environment that nerdctl gave its hooks. */
function rawRecord(container: Container, task: Process | undefined): string {
  const { id, image, labels, snapshotter, snapshotKey, runtime, sandbox } = container
  return JSON.stringify(
    {
      id,
      image,
      createdAt: isoTime(toTime(container.createdAt)),
      updatedAt: isoTime(toTime(container.updatedAt)),
      runtime: runtime?.name,
      snapshotter,
      snapshotKey,
      ...(sandbox === '' ? {} : { sandbox }),
      labels: sorted(labels),
      task: task && {
        status: taskStatus[task.status],
        pid: task.pid,
        exitStatus: task.exitStatus,
        exitedAt: isoTime(toTime(task.exitedAt)),
        stdout: task.stdout,
      },
      spec: parseJson(Buffer.from(container.spec?.value ?? []).toString('utf8')),
    },
    undefined,
    2,
  )
}
const taskStatus = ['unknown', 'created', 'running', 'stopped', 'paused', 'pausing']

const isoTime = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString()

const sorted = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
