import { ContainerId } from '../../../preload/contract/containers.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import { orMissing } from './access.ts'
import { inNamespace } from './client.ts'
import { Status } from './generated/types/task/task_pb.js'
import { label } from './labels.ts'
import { eachConnection, type Link, type Up } from './link.ts'
import { runVerb } from './runner.ts'
import { remove } from './verbs/remove.ts'

/** Removes the containers that asked for it when they end: nerdctl does that only when attached. */
export type Reaper = {
  /** Holds the removal of one container while something restarts it. */
  spare<T>(id: ContainerId, work: () => Promise<T>): Promise<T>
  dispose(): void
}

export function createReaper(link: Link): Reaper {
  const disposed = new AbortController()
  const spared = new Set<string>()

  const reap = async (up: Up, namespace: Namespace, id: ContainerId) => {
    if (spared.has(id)) return
    // Not by force: it may have been started again, and then it is refused.
    const verb = remove(id, { force: false, removeAnonymousVolumes: true })
    await runVerb(up.host, verb, { namespace })
  }

  const attend = async (up: Up) => {
    /** Those that asked, as namespace and id. */
    const asked = new Set<string>()
    const ended = AbortSignal.any([up.lost, disposed.signal])
    const later = (work: Promise<void>) =>
      void work.catch(() => {
        // It is in the list for everybody to see, and is tried again at the next start of the app.
      })
    const unlisten = up.listen((event, where) => {
      if (!('id' in event)) return
      const key = `${where}/${event.id}`
      if (event.type === 'container-deleted') asked.delete(key)
      if (event.type === 'container-updated' && event.labels[label.removesItself] === 'true')
        asked.add(key)
      if (event.type !== 'task-exited' || !asked.has(key)) return
      const found = named(where, event.id)
      if (found !== undefined) later(reap(up, found.namespace, found.id))
    })
    ended.addEventListener('abort', unlisten, { once: true })
    const filters = [`labels.${JSON.stringify(label.removesItself)}==true`]
    const { namespaces } = await up.clients.namespaces.list({}, { signal: ended })
    for (const { name } of namespaces) {
      const where = Namespace.safeParse(name).data
      if (where === undefined) continue
      const options = inNamespace(where, ended)
      const { containers } = await up.clients.containers.list({ filters }, options)
      for (const container of containers) {
        const found = named(name, container.id)
        if (found === undefined) continue
        asked.add(`${name}/${container.id}`)
        const answer = up.clients.tasks.get({ containerId: container.id }, options)
        const status = (await orMissing(answer))?.process?.status
        // Without a task it is new, or it ran before the machine was last started.
        if (status === Status.STOPPED) later(reap(up, found.namespace, found.id))
      }
    }
  }

  void eachConnection(link, disposed.signal, attend)

  return {
    spare: async (id, work) => {
      spared.add(id)
      try {
        return await work()
      } finally {
        spared.delete(id)
      }
    },
    dispose: () => disposed.abort(),
  }
}

function named(namespace: string, id: string) {
  const where = Namespace.safeParse(namespace).data
  const which = ContainerId.safeParse(id).data
  return where === undefined || which === undefined ? undefined : { namespace: where, id: which }
}
