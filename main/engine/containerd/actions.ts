import type { ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { findContainer, findTask, refuseForeign, setLabels } from './access.ts'
import { inNamespace } from './client.ts'
import { Status } from './generated/types/task/task_pb.js'
import { fromGrpc } from './grpc-errors.ts'
import { label, type Labels } from './labels.ts'
import type { Link, Up } from './link.ts'
import { runVerb, type Verb } from './runner.ts'
import { signalNumber } from './signals.ts'
import { kill as killVerb } from './verbs/kill.ts'
import { remove } from './verbs/remove.ts'
import { rename } from './verbs/rename.ts'
import { restart } from './verbs/restart.ts'
import { start } from './verbs/start.ts'
import { stop } from './verbs/stop.ts'

/** What can be done to one container. Each throws AppError, `not-found` where it is gone. */
export function createActions(link: Link) {
  /** Finds it, refuses what others manage, and makes an error of whatever goes wrong. */
  const on = async <T>(
    namespace: Namespace,
    id: ContainerId,
    what: string,
    act: (up: Up, labels: Labels) => Promise<T>,
  ): Promise<T> => {
    const up = await link.up()
    const container = await findContainer(up, namespace, id)
    refuseForeign(namespace, container)
    try {
      return await act(up, container.labels)
    } catch (error) {
      throw fromGrpc(error, what)
    }
  }
  const perform = (namespace: Namespace, id: ContainerId, verb: Verb<void>) =>
    on(namespace, id, verb.name, (up) => runVerb(up.host, verb, { namespace }))

  return {
    start: (namespace: Namespace, id: ContainerId) => perform(namespace, id, start(id)),
    stop: (namespace: Namespace, id: ContainerId, graceSeconds?: number) =>
      on(namespace, id, 'Stopping the container', async (up, labels) => {
        await runVerb(up.host, stop(id, graceSeconds), { namespace })
        await stayDown(up, namespace, id, labels)
      }),
    kill: (namespace: Namespace, id: ContainerId, signalName: string) =>
      on(namespace, id, 'Sending the signal', async (up, labels) => {
        const signal = signalNumber(signalName)
        const process = await aliveTask(up, namespace, id)
        if (signal === 9) {
          await runVerb(up.host, killVerb(id), { namespace })
          await stayDown(up, namespace, id, labels)
          return
        }
        // A signal that asks it to end is a wish that it stays down, as `stop` is.
        if (signal === signalNumber(labels[label.stopSignal] ?? 'SIGTERM') || signal === 15)
          await setLabels(up, namespace, id, { [label.explicitlyStopped]: 'true' })
        const options = inNamespace(namespace, up.lost)
        await up.clients.tasks.kill({ containerId: id, signal }, options)
        // A frozen process does not hear it; nerdctl thaws it too.
        if (process.status === Status.PAUSED)
          await up.clients.tasks.resume({ containerId: id }, options)
      }),
    restart: (namespace: Namespace, id: ContainerId, graceSeconds?: number) =>
      perform(namespace, id, restart(id, graceSeconds)),
    pause: (namespace: Namespace, id: ContainerId) =>
      on(namespace, id, 'Pausing the container', async (up) => {
        const { status } = await aliveTask(up, namespace, id)
        if (status !== Status.RUNNING)
          throw conflict('already-paused', 'The container is already paused.')
        await up.clients.tasks.pause({ containerId: id }, inNamespace(namespace, up.lost))
      }),
    unpause: (namespace: Namespace, id: ContainerId) =>
      on(namespace, id, 'Unpausing the container', async (up) => {
        const task = await findTask(up, namespace, id)
        if (task?.status !== Status.PAUSED)
          throw conflict('not-paused', 'The container is not paused.')
        await up.clients.tasks.resume({ containerId: id }, inNamespace(namespace, up.lost))
      }),
    rename: (namespace: Namespace, id: ContainerId, name: string) =>
      perform(namespace, id, rename(id, name)),
    remove: (
      namespace: Namespace,
      id: ContainerId,
      options: { readonly force: boolean; readonly removeAnonymousVolumes: boolean },
    ) =>
      on(namespace, id, 'Removing the container', async (up) => {
        if (!options.force) await refuseRunning(up, namespace, id)
        await runVerb(up.host, remove(id, options), { namespace })
      }),
  }
}

// nerdctl writes its refusal into a label of the container, where it would stay as its "error".
async function refuseRunning(up: Up, namespace: Namespace, id: ContainerId): Promise<void> {
  const task = await findTask(up, namespace, id)
  if (task !== undefined && alive.has(task.status))
    throw new AppError({
      code: 'conflict',
      reason: 'container-running',
      message: 'The container is running.',
      hint: 'Stop it first, or remove it by force.',
    })
}

const alive = new Set([Status.RUNNING, Status.PAUSED, Status.PAUSING])

async function aliveTask(up: Up, namespace: Namespace, id: ContainerId) {
  const task = await findTask(up, namespace, id)
  if (task !== undefined && alive.has(task.status)) return task
  throw conflict('not-running', 'The container is not running.', 'Start it first.')
}

/**
 * containerd's restart monitor starts `always` and `on-failure` containers again even when they were
 * stopped on purpose: it knows that only for `unless-stopped`. Its own label for the wanted status
 * says it for all; `nerdctl start` sets it back.
 */
async function stayDown(up: Up, namespace: Namespace, id: ContainerId, labels: Labels) {
  if (/^(always|on-failure)/.test(labels[label.restartPolicy] ?? ''))
    await setLabels(up, namespace, id, { [label.restartStatus]: 'stopped' })
}

const conflict = (reason: string, message: string, hint?: string): AppError =>
  new AppError({ code: 'conflict', reason, message, ...(hint === undefined ? {} : { hint }) })
