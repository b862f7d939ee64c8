import type { Client } from '../../preload/contract/derive.ts'
import { contract, type Contract } from '../../preload/contract/index.ts'
import type { ClientFrame, ServerFrame } from '../../preload/contract/wire.ts'
import { createClient } from '../../preload/rpc/client.ts'
import { portWire } from '../../preload/rpc/port.ts'
import type { Backend } from './backend.ts'
import { portLike } from './port.ts'

export type Link = {
  readonly client: Client<Contract>
  /** The backend's process ended: older Electrons do not tell it by the port. */
  drop(): void
}

/** The shell's own way to the backend: it is one more client of the contract. */
export function linkTo(backend: Backend): Link {
  let dead: (() => void) | undefined
  const connect = async () =>
    portWire<ClientFrame, ServerFrame>(portLike(await backend.connect()), (tell) => {
      dead = tell
    })
  const { client } = createClient(contract, connect)
  return { client, drop: () => dead?.() }
}
