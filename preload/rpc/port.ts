import type { Wire } from '../contract/wire.ts'
import { ownBytes } from './bytes.ts'

/** What a browser's MessagePort and Node's have in common. */
export type PortLike = {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  start(): void
  close(): void
}

/** Frames over a message port. A browser that does not tell that a port is dead needs `onDead`. */
export function portWire<Out, In>(
  port: PortLike,
  onDead?: (dead: () => void) => void,
): Wire<Out, In> {
  let isClosed = false
  let tell: (() => void) | undefined
  const closed = () => {
    if (isClosed) return
    isClosed = true
    port.close()
    tell?.()
  }
  port.addEventListener('close', closed)
  onDead?.(closed)
  return {
    post: (frame) => {
      if (!isClosed) port.postMessage(ownBytes(frame))
    },
    onFrame: (receive) => {
      // The other end speaks the wire's language; a backend checks each frame all the same.
      port.addEventListener('message', ({ data }) => receive(data as In))
      port.start()
    },
    onClose: (listener) => {
      tell = listener
      if (isClosed) listener()
    },
    close: closed,
  }
}
