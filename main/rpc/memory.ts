import { ownBytes } from '../../preload/rpc/bytes.ts'
import type {
  ClientFrame,
  ClientWire,
  ServerFrame,
  ServerWire,
} from '../../preload/contract/wire.ts'

/** Two ends in one process: frames are cloned and arrive in a later turn, as on any other wire. */
export function memoryWires(): { readonly client: ClientWire; readonly server: ServerWire } {
  const client = end<ServerFrame>()
  const server = end<ClientFrame>()
  const close = () => {
    client.close()
    server.close()
  }
  return {
    client: { ...client.wire, post: server.deliver, close },
    server: { ...server.wire, post: client.deliver, close },
  }
}

function end<In>() {
  let receive: ((frame: In) => void) | undefined
  let closed: (() => void) | undefined
  let isClosed = false
  const early: In[] = []
  return {
    wire: {
      onFrame: (listener: (frame: In) => void) => {
        receive = listener
        for (const frame of early.splice(0)) listener(frame)
      },
      onClose: (listener: () => void) => {
        closed = listener
      },
    },
    deliver: (frame: In) => {
      const copy = structuredClone(ownBytes(frame) as In)
      setImmediate(() => {
        if (isClosed) return
        if (receive === undefined) early.push(copy)
        else receive(copy)
      })
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      setImmediate(() => closed?.())
    },
  }
}
