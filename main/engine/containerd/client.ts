import net from 'node:net'
import {
  type CallOptions,
  Code,
  ConnectError,
  createClient,
  type Interceptor,
} from '@connectrpc/connect'
import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { Containers } from './generated/services/containers/v1/containers_pb.js'
import { Content } from './generated/services/content/v1/content_pb.js'
import { Events } from './generated/services/events/v1/events_pb.js'
import { Images } from './generated/services/images/v1/images_pb.js'
import { Leases } from './generated/services/leases/v1/leases_pb.js'
import { Namespaces } from './generated/services/namespaces/v1/namespace_pb.js'
import { Snapshots } from './generated/services/snapshots/v1/snapshots_pb.js'
import { Streaming } from './generated/services/streaming/v1/streaming_pb.js'
import { Tasks } from './generated/services/tasks/v1/tasks_pb.js'
import { Transfer } from './generated/services/transfer/v1/transfer_pb.js'
import { Version } from './generated/services/version/v1/version_pb.js'

/** The services of one containerd, over one connection that is made by the first call. */
export type Clients = ReturnType<typeof createClients>

// One big list must not wait for window updates, which cross two busy processes.
const windowBytes = 4 * 1024 * 1024

/** A socket that closes is seen at once, so there are no pings; `close` ends all calls. */
export function createClients(socketPath: string) {
  const sessionManager = new Http2SessionManager(
    'http://localhost',
    { idleConnectionTimeoutMs: 2 ** 31 - 1 },
    {
      createConnection: () => net.connect(socketPath),
      settings: { initialWindowSize: windowBytes },
    },
  )
  const transport = createGrpcTransport({
    baseUrl: 'http://localhost',
    sessionManager,
    acceptCompression: [],
    interceptors: [honestTimeout],
  })
  return {
    containers: createClient(Containers, transport),
    tasks: createClient(Tasks, transport),
    events: createClient(Events, transport),
    images: createClient(Images, transport),
    content: createClient(Content, transport),
    snapshots: createClient(Snapshots, transport),
    namespaces: createClient(Namespaces, transport),
    leases: createClient(Leases, transport),
    streaming: createClient(Streaming, transport),
    transfer: createClient(Transfer, transport),
    version: createClient(Version, transport),
    close: (reason?: Error) => sessionManager.abort(reason),
  }
}

// The stream is reset, or containerd gives its own error of Go's a code of its own.
const endings = new Set([Code.Canceled, Code.Unknown])

/**
 * When the time of a call is over the server cancels it as well, and is often first: that is still
 * a deadline that passed, and no connection that was lost.
 */
const honestTimeout: Interceptor = (next) => async (request) => {
  const startedAt = performance.now()
  try {
    return await next(request)
  } catch (error) {
    const [, milliseconds] = /^(\d+)m$/.exec(request.header.get('grpc-timeout') ?? '') ?? []
    const isOver =
      milliseconds !== undefined && performance.now() - startedAt >= Number(milliseconds) - 20
    if (isOver && error instanceof ConnectError && endings.has(error.code))
      throw new ConnectError(
        'The call took too long.',
        Code.DeadlineExceeded,
        undefined,
        undefined,
        error,
      )
    throw error
  }
}

/** The options of a call that happens in a namespace. */
export const inNamespace = (
  namespace: Namespace,
  signal?: AbortSignal,
  lease?: string,
): CallOptions => ({
  headers: {
    'containerd-namespace': namespace,
    ...(lease === undefined ? {} : { 'containerd-lease': lease }),
  },
  ...(signal === undefined ? {} : { signal }),
})
