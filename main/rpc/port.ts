import type { ServerWire } from '../../preload/contract/wire.ts'
import type { ClientFrame } from '../../preload/contract/wire.ts'
import { ownBytes } from '../../preload/rpc/bytes.ts'

/** Electron's MessagePortMain, as far as it is needed. */
export type MainPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The backend's end of a port that Electron's main process handed over. */
export function mainPortWire(port: MainPort): ServerWire {
  let isClosed = false
  let tell: (() => void) | undefined
  const closed = () => {
    if (isClosed) return
    isClosed = true
    tell?.()
  }
  port.on('close', closed)
  return {
    post: (frame) => {
      if (!isClosed) port.postMessage(ownBytes(frame))
    },
    onFrame: (receive) => {
      // `serve` checks each frame before it believes it.
      port.on('message', ({ data }) => receive(data as ClientFrame))
      port.start()
    },
    onClose: (listener) => {
      tell = listener
      if (isClosed) listener()
    },
    close: () => {
      port.close()
      closed()
    },
  }
}
