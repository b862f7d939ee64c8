import { Code, ConnectError } from '@connectrpc/connect'
import type { Container as Row, ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { inNamespace } from './client.ts'
import type { Container } from './generated/services/containers/v1/containers_pb.js'
import type { Process } from './generated/types/task/task_pb.js'
import { fromGrpc } from './grpc-errors.ts'
import type { Labels } from './labels.ts'
import type { Up } from './link.ts'
import { managerOf } from './row.ts'

/** Undefined where containerd says that there is no such thing. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined
    throw error
  }
}

/** The engine's record of a container, asked for now; throws `not-found`. */
export async function findContainer(
  { clients, lost }: Up,
  namespace: Namespace,
  id: ContainerId,
): Promise<Container> {
  try {
    const answer = await orMissing(clients.containers.get({ id }, inNamespace(namespace, lost)))
    if (answer?.container !== undefined) return answer.container
  } catch (error) {
    throw fromGrpc(error, 'Looking for the container')
  }
  throw new AppError({
    code: 'not-found',
    reason: 'container-not-found',
    message: 'The container is not there any more.',
  })
}

/** The task of a container, or undefined where it has none. */
export async function findTask(
  { clients, lost }: Up,
  namespace: Namespace,
  id: ContainerId,
): Promise<Process | undefined> {
  const options = inNamespace(namespace, lost)
  return (await orMissing(clients.tasks.get({ containerId: id }, options)))?.process
}

const owners: Partial<Record<Row['manager'], string>> = {
  docker: 'Docker',
  kubernetes: 'Kubernetes',
}

/** Refuses what would pull a container away from under who manages it. */
export function refuseForeign(namespace: string, { id, labels }: { id: string; labels: Labels }) {
  const owner = owners[managerOf({ namespace, labels })]
  if (owner === undefined) return
  throw new AppError({
    code: 'unsupported',
    reason: 'managed-by-other',
    message: `${owner} manages this container, so it is only shown here.`,
    hint: `Use the tools of ${owner} to change it.`,
    detail: id,
  })
}

/** Changes labels of a container and leaves the others. */
export async function setLabels(
  { clients, lost }: Up,
  namespace: Namespace,
  id: ContainerId,
  labels: Labels,
): Promise<void> {
  const paths = Object.keys(labels).map((key) => `labels.${key}`)
  const request = { container: { id, labels: { ...labels } }, updateMask: { paths } }
  await clients.containers.update(request, inNamespace(namespace, lost))
}
