import type { MessagePortMain } from 'electron'
import type { PortLike } from '../../preload/rpc/port.ts'

/** Electron's own kind of port, seen as the other kinds are. */
export const portLike = (port: MessagePortMain): PortLike => ({
  postMessage: (message) => port.postMessage(message),
  addEventListener: (type: 'message' | 'close', listener: (event: { data: unknown }) => void) => {
    if (type === 'close') port.on('close', () => listener({ data: undefined }))
    else port.on('message', ({ data }: { readonly data: unknown }) => listener({ data }))
  },
  start: () => port.start(),
  close: () => port.close(),
})
