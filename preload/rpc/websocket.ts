import type { Wire } from '../contract/wire.ts'
import { decode, encode } from './codec.ts'

/** What a browser's WebSocket, Node's and that of `ws` have in common. */
export type SocketLike = {
  binaryType: string
  readonly readyState: number
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
}

const open = 1
const notUnderstood = 4007

/** Frames over an open WebSocket; a message that is no frame closes it. */
export function socketWire<Out, In>(socket: SocketLike): Wire<Out, In> {
  socket.binaryType = 'arraybuffer'
  let isClosed = false
  let tell: (() => void) | undefined
  const closed = () => {
    if (isClosed) return
    isClosed = true
    tell?.()
  }
  const read = (data: unknown): unknown => {
    if (typeof data === 'string') return decode(data)
    if (data instanceof ArrayBuffer) return decode(new Uint8Array(data))
    throw new Error('A message is text or bytes.')
  }
  socket.addEventListener('close', closed)
  return {
    post: (frame) => {
      if (!isClosed && socket.readyState === open) socket.send(encode(frame))
    },
    onFrame: (receive) =>
      socket.addEventListener('message', ({ data }) => {
        let frame: unknown
        try {
          frame = read(data)
        } catch (error) {
          console.error('A message that is no frame closes the connection:', error)
          socket.close(notUnderstood, 'This is not a frame.')
          return
        }
        // The other end speaks the wire's language; a backend checks each frame all the same.
        receive(frame as In)
      }),
    onClose: (listener) => {
      tell = listener
      if (isClosed) listener()
    },
    close: () => {
      socket.close()
      closed()
    },
  }
}
