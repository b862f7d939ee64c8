import type { Handlers } from '../rpc/handlers.ts'
import type { Tasks } from '../tasks/tasks.ts'
import type { Connections } from './connections.ts'

export function containersHandlers(connections: Connections, tasks: Tasks): Handlers['containers'] {
  const of = (connection: Parameters<Connections['engine']>[0]) =>
    connections.engine(connection).containers
  return {
    follow: ({ connection, namespace }, { signal }) => of(connection).follow(namespace, signal),
    inspect: async ({ connection, namespace, id }) => of(connection).inspect(namespace, id),
    size: async ({ connection, namespace, id }) => ({
      writableBytes: await of(connection).size(namespace, id),
    }),
    run: async ({ connection, namespace, spec }) => {
      const containers = await Promise.resolve(of(connection))
      const task = tasks.start({
        kind: 'run',
        title: `Run ${spec.name ?? spec.image}`,
        unit: 'bytes',
        run: async (report, signal) => ({
          scope: { connection, namespace },
          containers: [await containers.run(namespace, spec, report, signal)],
        }),
      })
      return { task }
    },
    preview: async ({ connection, namespace, spec }) => {
      const argv = await Promise.resolve(of(connection).preview(namespace, spec))
      return { argv: [...argv] }
    },
    start: async ({ connection, namespace, id }) => {
      await of(connection).start(namespace, id)
      return {}
    },
    stop: async ({ connection, namespace, id, graceSeconds }) => {
      await of(connection).stop(namespace, id, graceSeconds)
      return {}
    },
    kill: async ({ connection, namespace, id, signal }) => {
      await of(connection).kill(namespace, id, signal)
      return {}
    },
    restart: async ({ connection, namespace, id, graceSeconds }) => {
      await of(connection).restart(namespace, id, graceSeconds)
      return {}
    },
    pause: async ({ connection, namespace, id }) => {
      await of(connection).pause(namespace, id)
      return {}
    },
    unpause: async ({ connection, namespace, id }) => {
      await of(connection).unpause(namespace, id)
      return {}
    },
    rename: async ({ connection, namespace, id, name }) => {
      await of(connection).rename(namespace, id, name)
      return {}
    },
    remove: async ({ connection, namespace, id, force, removeAnonymousVolumes }) => {
      await of(connection).remove(namespace, id, { force, removeAnonymousVolumes })
      return {}
    },
    logs: (request, { signal }) => of(request.connection).logs(request, signal),
    stats: ({ connection, namespace }, { received, signal }) =>
      of(connection).stats(namespace, received, signal),
  }
}
