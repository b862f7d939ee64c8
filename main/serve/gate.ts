import type { IncomingMessage } from 'node:http'
import { isOwnHost } from './host.ts'
import { isOwnOrigin } from './origin.ts'
import { isSameSecret } from './secret.ts'
import { hasSession } from './session.ts'

/** Who may do what here: every request and every upgrade passes it first. */
export type Gate = {
  /** The token in the address is right: the browser may have a session. */
  admits(request: IncomingMessage): boolean
  mayRead(request: IncomingMessage): boolean
  mayConnect(request: IncomingMessage): boolean
}

export function createGate(token: string, port: number): Gate {
  const comesFromUs = ({ headers }: IncomingMessage, isRequired: boolean) =>
    isOwnHost(headers.host, port) && isOwnOrigin(headers, { isRequired })
  return {
    admits: (request) => {
      const address = URL.parse(request.url ?? '', 'http://goldfinch')
      return (
        comesFromUs(request, false) &&
        address?.pathname === '/' &&
        isSameSecret(address.searchParams.get('token'), token)
      )
    },
    mayRead: (request) =>
      comesFromUs(request, false) && hasSession(request.headers.cookie, token, port),
    mayConnect: (request) =>
      comesFromUs(request, true) && hasSession(request.headers.cookie, token, port),
  }
}
