import { ConnectionId } from '../../preload/contract/scope.ts'
import { connectTo } from './client.ts'

/** Stops the machine behind a server, however a test ended; one that is stopped stays so. */
export async function endMachine(address: string): Promise<void> {
  const { client, close } = await connectTo(address)
  try {
    await client.machine.stop({ connection: ConnectionId.parse('local') })
  } finally {
    close()
  }
}
