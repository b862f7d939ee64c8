import { contract, type Contract } from '../../preload/contract/index.ts'
import type { Bridge } from '../../preload/contract/wire.ts'
import { createClient, type ConnectedClient } from '../../preload/rpc/client.ts'
import { bridgeConnector } from './connect.ts'
import { connectSocket } from './websocket.ts'

declare global {
  interface Window {
    /** There in the app's own window only. */
    readonly bridge?: Bridge
  }
}

/** The backend as this page reaches it: over a port in the app's window, else over a WebSocket. */
export function connectPage(): ConnectedClient<Contract> {
  const { bridge } = window
  return createClient(contract, bridge === undefined ? connectSocket : bridgeConnector(bridge))
}
