import type { ContractShape, Procedure } from '../contract/define.ts'
import type { CallOptions, Client } from '../contract/derive.ts'
import type { ClientWire } from '../contract/wire.ts'
import { sendCall } from './call.ts'
import {
  createConnection,
  type Connection,
  type ConnectionOptions,
  type Followable,
  type Status,
} from './connection.ts'
import { openStream } from './stream.ts'

export type ConnectedClient<C> = {
  readonly client: Client<C>
  readonly status: Followable<Status>
  close(): void
}

/**
 * The contract over a wire that is made again when it closes. What was under way then ends with
 * `unavailable`; nothing is sent twice. `connect` is called again after a short wait when it rejects.
 */
export function createClient<C extends ContractShape>(
  contract: C,
  connect: () => Promise<ClientWire>,
  options: ConnectionOptions = {},
): ConnectedClient<C> {
  const connection = createConnection(connect, options)
  const domains = Object.entries(contract).map(([domain, procedures]) => {
    const methods = Object.entries(procedures).map(([name, procedure]) => [
      name,
      method(connection, `${domain}.${name}`, procedure),
    ])
    return [domain, Object.fromEntries(methods)] as const
  })
  return {
    // The one place where types are asserted: names and kinds come from the contract itself.
    client: Object.fromEntries(domains) as Client<C>,
    status: connection.status,
    close: () => connection.close(),
  }
}

function method(connection: Connection, path: string, procedure: Procedure) {
  return (input: unknown, options?: CallOptions) =>
    procedure.kind === 'call'
      ? sendCall(connection, { path, input }, options)
      : openStream(connection, procedure, { path, input }, options)
}
