import { join } from 'node:path'
import { contract } from '../preload/contract/index.ts'
import { createApp } from './app.ts'
import { homeFolder } from './base/home.mjs'
import { tellUnawaited } from './base/unawaited.ts'
import { readVersion } from './base/version.ts'
import { servingOptions } from './rpc/options.ts'
import { serve } from './rpc/server.ts'
import { websocketWire } from './rpc/websocket.ts'
import { describeFailure } from './serve/failure.ts'
import { readServeOptions } from './serve/options.ts'
import { startServer } from './serve/server.ts'

// This file ends up in dist/main.
const checkout = join(import.meta.dirname, '../..')

/** The backend under plain Node: the page over HTTP, the contract over a WebSocket. */
async function main(): Promise<void> {
  tellUnawaited()
  const { port, isDemo } = readServeOptions(process.argv.slice(2))
  const app = await createApp({
    home: homeFolder(),
    bundle: process.env['GOLDFINCH_BUNDLE'] ?? join(checkout, 'resources/bundle'),
    version: await readVersion(checkout),
    isDemo,
    demoWords: process.env['GOLDFINCH_DEMO'],
  })
  const server = await startServer({
    root: join(checkout, 'dist/renderer'),
    port,
    onConnection: (socket) =>
      serve(contract, app.handlers, websocketWire(socket), servingOptions()),
  }).catch(async (cause: unknown) => {
    await app.dispose()
    throw new Error(describeFailure(cause, port) ?? 'The server could not start.', { cause })
  })
  endWith(async () => {
    await server.dispose()
    await app.dispose()
  })
  console.log(server.address)
}

/** Ends on a signal, and with the launcher where there is one; a second signal does not wait. */
function endWith(dispose: () => Promise<void>): void {
  let isEnding = false
  const end = () => {
    if (isEnding) process.exit(1)
    isEnding = true
    dispose().then(
      () => process.exit(0),
      (cause: unknown) => {
        console.error('Ending went wrong:', cause)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (process.connected) process.once('disconnect', end)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
