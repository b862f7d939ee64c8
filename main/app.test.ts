import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contract, type Contract } from '../preload/contract/index.ts'
import { createClient, type ConnectedClient } from '../preload/rpc/client.ts'
import { createApp, type App } from './app.ts'
import { memoryWires } from './rpc/memory.ts'
import { serve, type Served } from './rpc/server.ts'

let home = ''
let app: App
let served: Served
let connected: ConnectedClient<Contract>

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'goldfinch-app-'))
  app = await createApp({
    home,
    bundle: home,
    version: '1.2.3',
    isDemo: true,
    demoWords: 'instant',
  })
  const { client, server } = memoryWires()
  served = serve(contract, app.handlers, server, { validateItems: true })
  connected = createClient(contract, () => Promise.resolve(client))
})
afterEach(async () => {
  connected.close()
  await app.dispose()
  await rm(home, { recursive: true, force: true })
})

async function scope() {
  const { connections } = await connected.client.system.info({})
  const [connection] = connections
  if (connection === undefined) throw new Error('There is a connection.')
  return { connection: connection.id, namespace: 'default' }
}

async function first<T>(items: AsyncIterable<T>): Promise<T> {
  for await (const item of items) return item
  throw new Error('There was no item.')
}

test('a page learns what there is, and follows containers, images, machine and settings', async () => {
  const { client } = connected
  const where = await scope()
  const [containers, images, namespaces, machine, settings] = await Promise.all([
    first(client.containers.follow(where)),
    first(client.images.follow(where)),
    first(client.namespaces.follow(where)),
    first(client.machine.follow(where)),
    first(client.settings.follow({})),
  ])
  expect({
    containers: containers.type === 'snapshot' && containers.rows.length,
    images: images.type === 'snapshot' && images.rows.length > 10,
    namespaces: namespaces.type === 'snapshot' && namespaces.rows.map(({ name }) => name),
    machine: machine.status,
    theme: settings.theme,
  }).toEqual({
    containers: 14,
    images: true,
    namespaces: ['default', 'k8s.io', 'buildkit_history'],
    machine: 'running',
    theme: 'system',
  })
})

test('leaving the loops leaves no stream open', async () => {
  const where = await scope()
  await first(connected.client.containers.follow(where))
  await first(connected.client.tasks.follow({}))
  await connected.client.system.info({})
  expect(served.openStreams()).toBe(0)
})

test('a terminal outlives the page that opened it', async () => {
  const { client } = connected
  const where = await scope()
  const rows = await first(client.containers.follow(where))
  const id = rows.type === 'snapshot' ? rows.rows.find(({ state }) => state === 'running')?.id : ''
  const { id: terminal } = await client.terminals.open({
    ...where,
    id: id ?? '',
    columns: 80,
    rows: 24,
  })
  const page = client.terminals.attach({ terminal })
  await page.send({ type: 'text', text: 'echo one\r' })
  await untilText(page, 'one\r\n/ # ')
  const reloaded = client.terminals.attach({ terminal })
  await reloaded.send({ type: 'size', columns: 100, rows: 30 })
  await reloaded.send({ type: 'text', text: 'stty size; exit 4\r' })
  await untilText(reloaded, 'one\r\n/ # stty size; exit 4\r\n30 100\r\n')
  for await (const item of client.terminals.follow({}))
    if (item.type !== 'unreachable') {
      const [row] = item.type === 'snapshot' ? item.rows : item.upsert
      if (row?.exitCode === 4) break
    }
  await client.terminals.close({ terminal })
})

async function untilText(items: AsyncIterable<string>, wanted: string): Promise<void> {
  let text = ''
  for await (const item of items) {
    text += item
    if (text.endsWith(wanted)) return
  }
  expect(text).toContain(wanted)
}

test('a run is a task whose result is the container', async () => {
  const { client } = connected
  const where = await scope()
  const { task } = await client.containers.run({
    ...where,
    spec: {
      ...{ image: 'busybox:1.37', name: 'fresh', command: ['true'], starts: true, pull: 'missing' },
      ...{ ports: [], mounts: [], environment: [], labels: [], addedCapabilities: [] },
      ...{ droppedCapabilities: [], isPrivileged: false, isReadOnly: false, hasTerminal: false },
      ...{ usesInit: false, removesItself: false },
    },
  })
  for await (const item of client.tasks.follow({})) {
    if (item.type === 'unreachable') continue
    const found = (item.type === 'snapshot' ? item.rows : item.upsert).find(({ id }) => id === task)
    if (found === undefined || found.state === 'running') continue
    const [id = ''] = found.result?.containers ?? []
    expect((await client.containers.inspect({ ...where, id })).container.name).toBe('fresh')
    break
  }
})

test('an unknown connection is not found, in words, for calls and for streams', async () => {
  const { client } = connected
  const elsewhere = { connection: 'elsewhere', namespace: 'default' }
  const expected = { data: { code: 'not-found', message: 'There is no connection “elsewhere”.' } }
  await expect(client.machine.start(elsewhere)).rejects.toMatchObject(expected)
  await expect(first(client.containers.follow(elsewhere))).rejects.toMatchObject(expected)
})
