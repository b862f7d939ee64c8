import type { WebSocket } from 'ws'
import type { ServerWire } from '../../preload/contract/wire.ts'
import { socketWire } from '../../preload/rpc/websocket.ts'

/** The backend's end of a WebSocket that the HTTP server has already let in. */
export const websocketWire = (socket: WebSocket): ServerWire => socketWire(socket)
