import type { Bridge, ClientWire } from '../../preload/contract/wire.ts'
import { portWire } from '../../preload/rpc/port.ts'

const arrivesWithinMs = 10_000

/**
 * Ways to the backend over the bridge: asks under a fresh nonce, and takes the port that arrives as
 * a message of this very window with that nonce.
 */
export function bridgeConnector(bridge: Bridge): () => Promise<ClientWire> {
  const dead = new Set<() => void>()
  bridge.onBackendGone(() => {
    const listeners = [...dead]
    dead.clear()
    for (const listener of listeners) listener()
  })
  return async () => {
    const port = await requestPort(bridge)
    return portWire(port, (closed) => dead.add(closed))
  }
}

function requestPort(bridge: Bridge): Promise<MessagePort> {
  const nonce = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    const receive = (event: MessageEvent<unknown>) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== nonce || port === undefined) return
      window.removeEventListener('message', receive)
      clearTimeout(deadline)
      resolve(port)
    }
    const giveUp = () => {
      window.removeEventListener('message', receive)
      reject(new Error('No port to the backend arrived.'))
    }
    const deadline = setTimeout(giveUp, arrivesWithinMs)
    window.addEventListener('message', receive)
    bridge.connect(nonce)
  })
}
