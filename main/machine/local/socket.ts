import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'

/** Whether something accepts connections there. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** A connection that is only held, because its end tells at once that the daemon ended. */
export type Watched = { readonly closed: Promise<void>; close(): void }

/** HTTP/2, because the daemons drop a connection that says nothing for two minutes. */
export function watchSocket(path: string): Watched {
  const closed = Promise.withResolvers<void>()
  const session = connectHttp2('http://localhost', { createConnection: () => connect(path) })
  // An error is followed by `close`, which is what is waited for.
  session.on('error', () => undefined)
  session.once('close', () => closed.resolve())
  session.unref()
  return { closed: closed.promise, close: () => session.destroy() }
}
