import type { ClientWire } from '../../preload/contract/wire.ts'
import { socketWire } from '../../preload/rpc/websocket.ts'

/** The way to the backend that serves this page: its own origin only. */
export function connectSocket(): Promise<ClientWire> {
  const url = new URL('/socket', window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socketWire(socket)), { once: true })
    const refuse = () => reject(new Error('The backend refused the connection.'))
    socket.addEventListener('close', refuse, { once: true })
  })
}
