import { createServer, type Server, type ServerResponse } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { contentSecurityPolicy, pageHeaders } from '../base/policy.ts'
import { createGate, type Gate } from './gate.ts'
import { answerWithPage, refuse } from './page.ts'
import { createToken } from './secret.ts'
import { sessionCookie } from './session.ts'

type Options = {
  /** The folder of the built page. */
  readonly root: string
  /** 0: any free one. */
  readonly port: number
  readonly token?: string
  /** Somebody entitled has connected to the backend. */
  readonly onConnection: (socket: WebSocket) => void
}

export type PageServer = {
  readonly port: number
  /** With the token: whoever has it is let in. */
  readonly address: string
  dispose(): Promise<void>
}

const host = '127.0.0.1'
/** No frame of the contract is larger; archives go up in pieces. */
const largestMessageBytes = 16 * 1024 * 1024

/**
 * Serves the page and the way to the backend, to this computer and to who has the token only.
 * Rejects with the error of `listen`.
 */
export async function startServer(options: Options): Promise<PageServer> {
  const token = options.token ?? createToken()
  const http = createServer()
  const port = await listen(http, options.port)
  const gate = createGate(token, port)
  answerRequests(http, { gate, token, port, root: options.root })
  const sockets = acceptConnections(http, gate, options.onConnection)
  return {
    port,
    address: `http://${host}:${port}/?token=${token}`,
    dispose: async () => {
      const closed = Promise.withResolvers<void>()
      http.close(() => closed.resolve())
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      await closed.promise
    },
  }
}

function listen(http: Server, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(wanted, host, () => {
      http.off('error', reject)
      const address = http.address()
      if (address === null || typeof address === 'string') reject(new Error('No port was given.'))
      else resolve(address.port)
    })
  })
}

/**
 * Not a redirect: one that began on another page, as the launcher's own file is, is sent without a
 * strict cookie, and the session with it. This page goes on by itself, so the next request is ours.
 */
function letIn(response: ServerResponse, cookie: string): void {
  response.writeHead(200, {
    ...pageHeaders('text/html; charset=utf-8', contentSecurityPolicy()),
    'set-cookie': cookie,
    'cache-control': 'no-store',
    refresh: '0; url=/',
  })
  // With an icon of its own: a browser asks for one, and a refusal is an error in its console.
  const icon = '<link rel="icon" href="/mark.svg">'
  response.end(`<!doctype html><title>Goldfinch</title>${icon}<a href="/">Open Goldfinch</a>\n`)
}

type Served = {
  readonly gate: Gate
  readonly token: string
  readonly port: number
  readonly root: string
}

function answerRequests(http: Server, { gate, token, port, root }: Served): void {
  http.on('request', (request, response) => {
    if (gate.admits(request)) {
      letIn(response, sessionCookie(token, port))
    } else if (gate.mayRead(request)) {
      answerWithPage(root, request, response).catch((cause: unknown) => {
        console.error(`${request.url ?? ''} could not be answered:`, cause)
        response.destroy()
      })
    } else refuse(response, 403, 'Open the address that the terminal printed: it has the token.')
  })
}

function acceptConnections(
  http: Server,
  gate: Gate,
  onConnection: (socket: WebSocket) => void,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: largestMessageBytes,
  })
  http.on('upgrade', (request, socket, head) => {
    // A client that goes away in the middle is no news, but unheard it would end the process.
    socket.on('error', () => socket.destroy())
    if (request.url !== '/socket') socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    else if (!gate.mayConnect(request)) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    else sockets.handleUpgrade(request, socket, head, onConnection)
  })
  return sockets
}
