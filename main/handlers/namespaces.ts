import type { Handlers } from '../rpc/handlers.ts'
import type { Connections } from './connections.ts'

export const namespacesHandlers = (connections: Connections): Handlers['namespaces'] => ({
  follow: ({ connection }, { signal }) => connections.engine(connection).namespaces.follow(signal),
  create: async ({ connection, namespace }) => {
    await connections.engine(connection).namespaces.create(namespace)
    return {}
  },
  remove: async ({ connection, namespace }) => {
    await connections.engine(connection).namespaces.remove(namespace)
    return {}
  },
})
