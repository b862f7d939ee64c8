import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contract } from '../../preload/contract/index.ts'
import { ConnectionId, Namespace, type Scope } from '../../preload/contract/scope.ts'
import type { ConnectedClient } from '../../preload/rpc/client.ts'
import { layout, type Layout } from '../../main/machine/local/layout.mjs'
import { connectTo } from '../support/client.ts'
import { busyboxArchive } from '../support/image.ts'
import { startServe, type Served } from '../support/serve.ts'
import { createTools, type Tools } from './tools.ts'

/** The real product in a home of its own: backend, machine, engine. */
export type Product = {
  readonly home: string
  readonly places: Layout
  readonly bundle: string
  readonly scope: Scope
  readonly tools: Tools
  readonly served: () => Served
  readonly client: () => ConnectedClient<Contract>['client']
  /** While the backend is away: the machine goes on. */
  withoutBackend<T>(work: () => Promise<T>): Promise<T>
  dispose(): Promise<void>
}

const arch = { x64: 'amd64' }[process.arch as string] ?? process.arch

export async function startProduct(root: string): Promise<Product> {
  // Short, because sockets lie in it and their paths may have 107 characters.
  const home = await realpath(await mkdtemp(join(tmpdir(), 'gf-')))
  await chmod(home, 0o755)
  return openProduct(root, home)
}

/** The same in a home that may be there already. */
export async function openProduct(root: string, home: string): Promise<Product> {
  const scope = {
    connection: ConnectionId.parse('local'),
    namespace: Namespace.parse('default'),
  }
  const places = layout(home)
  const bundle = join(root, 'resources/bundle', `${process.platform}-${arch}`)
  const tools = createTools(places, bundle)
  let backend = await startBackend(home)
  const { connection } = scope
  const product: Product = {
    home,
    places,
    bundle,
    scope,
    tools,
    served: () => backend.served,
    client: () => backend.client,
    withoutBackend: async (work) => {
      await backend.stop()
      try {
        return await work()
      } finally {
        backend = await startBackend(home)
      }
    },
    dispose: async () => {
      try {
        await backend.client.machine.stop({ connection })
      } finally {
        await backend.stop()
        await rm(home, { recursive: true, force: true })
      }
    },
  }
  try {
    await backend.client.machine.start({ connection })
    await tools.nerdctl('load', '-i', await busyboxArchive())
  } catch (error) {
    await product.dispose()
    throw error
  }
  return product
}

async function startBackend(home: string) {
  const served = await startServe({ demo: false, home, env: { GOLDFINCH_VALIDATE: '0' } })
  const connected = await connectTo(served.address)
  return {
    served,
    client: connected.client,
    stop: async () => {
      connected.close()
      await served.stop()
    },
  }
}
