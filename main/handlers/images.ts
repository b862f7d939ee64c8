import type { Handlers } from '../rpc/handlers.ts'
import type { Connections } from './connections.ts'

export const imagesHandlers = (connections: Connections): Handlers['images'] => ({
  follow: ({ connection, namespace }, { signal }) =>
    connections.engine(connection).images.follow(namespace, signal),
  load: ({ connection, namespace }, { received, signal }) =>
    connections.engine(connection).images.load(namespace, received, signal),
})
