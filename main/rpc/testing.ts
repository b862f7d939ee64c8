import { once } from 'node:events'
import { createServer } from 'node:http'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { WebSocketServer } from 'ws'
import type { ClientWire, ServerWire } from '../../preload/contract/wire.ts'
import { portWire, type PortLike } from '../../preload/rpc/port.ts'
import { socketWire } from '../../preload/rpc/websocket.ts'
import { memoryWires } from './memory.ts'
import { mainPortWire } from './port.ts'
import { websocketWire } from './websocket.ts'

/** A way to make wires to a server, for tests: each `connect` makes one, as a page would. */
export type Transport = {
  connect(): Promise<ClientWire>
  dispose(): Promise<void>
}
type Accept = (wire: ServerWire) => void

const nothing = () => Promise.resolve()

function overMemory(accept: Accept): Promise<Transport> {
  const connect = () => {
    const { client, server } = memoryWires()
    accept(server)
    return Promise.resolve(client)
  }
  return Promise.resolve({ connect, dispose: nothing })
}

// Node's ports speak the browser's language as well; only their types do not say so.
const likePagePort = (port: MessagePort): PortLike => port as unknown as PortLike

function overPorts(accept: Accept): Promise<Transport> {
  const connect = () => {
    const { port1, port2 } = new MessageChannel()
    accept(portWire(likePagePort(port2)))
    return Promise.resolve<ClientWire>(portWire(likePagePort(port1)))
  }
  return Promise.resolve({ connect, dispose: nothing })
}

/** What Electron's MessagePortMain looks like, over a port of Node. */
const likeMainPort = (port: MessagePort) => ({
  postMessage: (message: unknown) => port.postMessage(message),
  on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
    port.on(event, (data: unknown) => listener({ data })),
  start: () => port.start(),
  close: () => port.close(),
})

function overMainPorts(accept: Accept): Promise<Transport> {
  const connect = () => {
    const { port1, port2 } = new MessageChannel()
    accept(mainPortWire(likeMainPort(port2)))
    return Promise.resolve<ClientWire>(portWire(likePagePort(port1)))
  }
  return Promise.resolve({ connect, dispose: nothing })
}

async function overWebSocket(accept: Accept): Promise<Transport> {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => accept(websocketWire(socket)))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    connect: async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`)
      await new Promise((resolve, reject) => {
        socket.addEventListener('open', resolve, { once: true })
        socket.addEventListener('error', reject, { once: true })
      })
      return socketWire(socket)
    },
    dispose: async () => {
      for (const socket of sockets.clients) socket.terminate()
      http.close()
      await once(http, 'close')
    },
  }
}

/** Every way on which the contract is spoken. */
export const transports = {
  memory: overMemory,
  'message ports': overPorts,
  'ports of the main process': overMainPorts,
  websocket: overWebSocket,
} as const
