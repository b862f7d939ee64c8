import { WebSocket } from 'ws'
import { contract, type Contract } from '../../preload/contract/index.ts'
import type { ClientWire } from '../../preload/contract/wire.ts'
import { createClient, type ConnectedClient } from '../../preload/rpc/client.ts'
import { socketWire } from '../../preload/rpc/websocket.ts'

/** The contract as a page has it, for a program: `address` is what the server printed. */
export async function connectTo(address: string): Promise<ConnectedClient<Contract>> {
  const response = await fetch(address, { redirect: 'manual' })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`The server gave no session: ${response.status}.`)
  const { origin } = new URL(address)
  const url = new URL('/socket', origin.replace('http', 'ws'))
  const connect = () =>
    new Promise<ClientWire>((resolve, reject) => {
      const socket = new WebSocket(url, { headers: { cookie, origin }, perMessageDeflate: false })
      socket.once('open', () => resolve(socketWire(socket)))
      socket.once('error', reject)
    })
  return createClient(contract, connect)
}
