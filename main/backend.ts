import { join } from 'node:path'
import { contract } from '../preload/contract/index.ts'
import { createApp, type App } from './app.ts'
import { homeFolder } from './base/home.mjs'
import { tellUnawaited } from './base/unawaited.ts'
import { readVersion } from './base/version.ts'
import { mainPortWire } from './rpc/port.ts'
import { servingOptions } from './rpc/options.ts'
import { serve } from './rpc/server.ts'

// This file ends up in dist/main.
const root = join(import.meta.dirname, '../..')

/** The backend as Electron's utility process: each message brings a port of one client. */
function main(): void {
  tellUnawaited()
  const app = start()
  app.catch(fail)
  // At once, so that no message comes before it.
  process.parentPort.on('message', ({ data, ports }) => {
    receive(app, data, ports).catch(fail)
  })
}

async function start(): Promise<App> {
  return createApp({
    home: homeFolder(),
    bundle: process.env['GOLDFINCH_BUNDLE'] ?? join(root, 'resources/bundle'),
    version: await readVersion(root),
    isDemo: process.argv.includes('--demo'),
    demoWords: process.env['GOLDFINCH_DEMO'],
  })
}

type Port = Parameters<typeof mainPortWire>[0]

async function receive(
  starting: Promise<App>,
  message: unknown,
  [port]: readonly Port[],
): Promise<void> {
  const app = await starting
  const type = typeof message === 'object' && message !== null && 'type' in message && message.type
  if (type === 'connect' && port !== undefined)
    serve(contract, app.handlers, mainPortWire(port), servingOptions())
  if (type !== 'stop') return
  await app.dispose()
  process.exit(0)
}

function fail(error: unknown): void {
  console.error('The backend cannot go on:', error)
  process.exit(1)
}

main()
