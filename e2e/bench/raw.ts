import { ConnectError } from '@connectrpc/connect'
import { fromBinary } from '@bufbuild/protobuf'
import type { Namespace } from '../../preload/contract/scope.ts'
import { createClients, inNamespace } from '../../main/engine/containerd/client.ts'
import { TaskExitSchema } from '../../main/engine/containerd/generated/events/task_pb.js'

/** What a list costs at least: one connection, all records and all tasks, decoded and no more. */
export async function listRaw(socketPath: string, namespace: Namespace): Promise<number> {
  const clients = createClients(socketPath)
  const options = inNamespace(namespace)
  try {
    const tasks = clients.tasks.list({}, options)
    let count = 0
    for await (const { container } of clients.containers.listStream({}, options))
      if (container !== undefined) count += 1
    await tasks
    return count
  } finally {
    clients.close()
  }
}

/** A task that ended: when it did by the engine's word, and when that word arrived here. */
export type Exit = { readonly id: string; readonly at: number; readonly heardAt: number }

/** Tells every exit of a container's main process until the signal. */
export async function hearExits(
  socketPath: string,
  signal: AbortSignal,
  hear: (exit: Exit) => void,
): Promise<void> {
  const clients = createClients(socketPath)
  const filters = ['topic=="/tasks/exit"']
  try {
    for await (const { event } of clients.events.subscribe({ filters }, { signal })) {
      const heardAt = Date.now()
      if (event === undefined) continue
      const { id, containerId, exitedAt } = fromBinary(TaskExitSchema, event.value)
      if (id !== containerId || exitedAt === undefined) continue
      hear({ id, at: Number(exitedAt.seconds) * 1000 + exitedAt.nanos / 1e6, heardAt })
    }
  } catch (error) {
    if (!(signal.aborted && error instanceof ConnectError)) throw error
  } finally {
    clients.close()
  }
}
