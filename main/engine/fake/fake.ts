import type { ConnectionId } from '../../../preload/contract/scope.ts'
import { preview } from '../containerd/verbs/run.ts'
import type { Engine } from '../engine.ts'
import { loadArchive } from './archive.ts'
import { detailsOf } from './details.ts'
import { namespaceMissing, namespaceNotEmpty, namespaceTaken } from './rules.ts'
import { runContainer } from './run.ts'
import { openShell } from './session.ts'
import { followStats } from './stats.ts'
import * as verbs from './verbs.ts'
import type { World } from './world.ts'

/** An engine in memory, by the rules of the real ones: for demo, interface tests and screenshots. */
export function createFakeEngine(world: World, connection: ConnectionId): Engine {
  return {
    connection,
    name: 'Demo',
    kind: 'containerd',
    isDemo: true,
    capabilities: ['namespaces', 'pause', 'rename', 'stats', 'terminals', 'load-images', 'run'],
    namespaces: namespacesOf(world),
    images: {
      follow: (namespace, signal) => world.images(namespace).follow(signal),
      load: (namespace, archive, signal) => {
        world.check()
        return loadArchive(world, namespace, archive, signal)
      },
    },
    containers: containersOf(world),
    dispose: async () => {
      await verbs.powerOff(world)
    },
  }
}

/** Rejects while the engine cannot be reached. */
const reachableIn = (world: World) => () =>
  new Promise<void>((resolve) => {
    world.check()
    resolve()
  })

function namespacesOf(world: World): Engine['namespaces'] {
  const { namespaces } = world
  const reachable = reachableIn(world)
  return {
    follow: (signal) => namespaces.follow(signal),
    create: async (name) => {
      await reachable()
      if (namespaces.get(name) !== undefined) throw namespaceTaken(name)
      namespaces.upsert({ name, labels: {}, isInternal: false })
    },
    remove: async (name) => {
      await reachable()
      if (namespaces.get(name) === undefined) throw namespaceMissing(name)
      if (world.containers(name).rows().length + world.images(name).rows().length > 0)
        throw namespaceNotEmpty(name)
      namespaces.remove(name)
    },
  }
}

function containersOf(world: World): Engine['containers'] {
  const reachable = reachableIn(world)
  /** What a verb finds, or why it cannot: asynchronous, as all of an engine is. */
  const find = async (...[namespace, id]: Parameters<World['find']>) => {
    await reachable()
    return world.find(namespace, id)
  }
  return {
    follow: (namespace, signal) => world.containers(namespace).follow(signal),
    inspect: async (namespace, id) => detailsOf(await find(namespace, id), world.clock.now()),
    size: async (namespace, id) => {
      const { base } = await find(namespace, id)
      return 40_960 + Number.parseInt(base.id.slice(0, 5), 16)
    },
    preview: (_namespace, spec) => preview(spec),
    run: async (namespace, spec, report, signal) => {
      await reachable()
      return runContainer(world, namespace, spec, { report, signal })
    },
    start: async (namespace, id) => verbs.start(world, await find(namespace, id)),
    stop: async (namespace, id, grace) => verbs.stop(world, await find(namespace, id), grace),
    kill: async (namespace, id, name) => verbs.kill(world, await find(namespace, id), name),
    restart: async (namespace, id, grace) => verbs.restart(world, await find(namespace, id), grace),
    pause: async (namespace, id) => verbs.pause(world, await find(namespace, id)),
    unpause: async (namespace, id) => verbs.unpause(world, await find(namespace, id)),
    rename: async (namespace, id, name) => verbs.rename(world, await find(namespace, id), name),
    remove: async (namespace, id, { force }) =>
      verbs.remove(world, await find(namespace, id), force),
    logs: async function* (request, signal) {
      const held = await find(request.namespace, request.id)
      yield* held.log.read(request, signal)
    },
    stats: (namespace, wanted, signal) => followStats(world, namespace, wanted, signal),
    shell: async (namespace, id, request) =>
      openShell(await find(namespace, id), request, world.clock),
  }
}
