import type { ConnectionId, Namespace } from '../../../preload/contract/scope.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Engine } from '../engine.ts'
import { createActions } from './actions.ts'
import { createContainersTable } from './containers.ts'
import { loadImages } from './image-load.ts'
import { createImagesTable } from './images.ts'
import { containerSize, inspectContainer } from './inspect.ts'
import { createShells } from './exec.ts'
import { createLink, eachConnection } from './link.ts'
import { createLogs } from './logs.ts'
import {
  createNamespace,
  createNamespacesTable,
  type NamespaceRow,
  removeNamespace,
} from './namespaces.ts'
import { createReaper } from './reaper.ts'
import { runContainer } from './run.ts'
import { createShared, type Shared } from './shared.ts'
import { followStats } from './stats.ts'
import type { Table, Trouble } from './table.ts'
import { preview } from './verbs/run.ts'

/** The engine of a machine that runs containerd: state and events over gRPC, verbs by nerdctl. */
export function createContainerdEngine(options: {
  readonly connection: ConnectionId
  readonly name: string
  readonly machine: Machine
  /** Told what reconciliation had to correct, and what it could not read. */
  readonly onTrouble?: (trouble: Trouble) => void
}): Engine {
  const { machine, onTrouble } = options
  const link = createLink(machine)
  const reaper = createReaper(link)
  const actions = createActions(link)
  const shells = createShells(() => link.up())
  const disposed = new AbortController()
  void eachConnection(link, disposed.signal, (up) => shells.reap(up))
  const containers = createShared((namespace: Namespace) =>
    createContainersTable(link, namespace, onTrouble),
  )
  const images = createShared((namespace: Namespace) =>
    createImagesTable(link, namespace, onTrouble),
  )
  const namespaces = createShared<'all', Table<NamespaceRow, Namespace>>(() =>
    createNamespacesTable(link, onTrouble),
  )

  return {
    connection: options.connection,
    name: options.name,
    kind: 'containerd',
    isDemo: false,
    capabilities: ['namespaces', 'pause', 'rename', 'stats', 'terminals', 'load-images', 'run'],
    namespaces: {
      follow: (signal) => followShared(namespaces, 'all', signal),
      create: (name) => createNamespace(link, name),
      remove: (name) => removeNamespace(link, name),
    },
    images: {
      follow: (namespace, signal) => followShared(images, namespace, signal),
      load: (namespace, archive, signal) => loadImages(link, namespace, archive, signal),
    },
    containers: {
      follow: (namespace, signal) => followShared(containers, namespace, signal),
      inspect: (namespace, id) => inspectContainer(link, namespace, id),
      size: (namespace, id) => containerSize(link, namespace, id),
      preview: (_, spec) => preview(spec),
      run: (namespace, spec, report, signal) => runContainer(link, namespace, spec, report, signal),
      ...actions,
      restart: (namespace, id, graceSeconds) =>
        reaper.spare(id, () => actions.restart(namespace, id, graceSeconds)),
      logs: async function* (request, signal) {
        yield* createLogs(await link.up())(request, signal)
      },
      stats: async function* (namespace, wanted, signal) {
        const up = await link.up()
        yield* followStats(up, namespace, wanted, AbortSignal.any([signal, up.lost]))
        if (!signal.aborted) throw up.lost.reason
      },
      shell: (namespace, id, request) => shells.open(namespace, id, request),
    },
    dispose: async () => {
      disposed.abort()
      reaper.dispose()
      await shells.dispose()
      await link.dispose()
    },
  }
}

async function* followShared<Key, Item>(
  tables: Shared<Key, { follow(signal: AbortSignal): AsyncIterable<Item>; dispose(): void }>,
  key: Key,
  signal: AbortSignal,
): AsyncGenerator<Item, void> {
  const held = tables.acquire(key)
  try {
    yield* held.value.follow(signal)
  } finally {
    held.release()
  }
}
