import { expect, test } from 'vitest'
import type { ContainerId } from '../../../preload/contract/containers.ts'
import { type Container, type LogBatch } from '../../../preload/contract/containers.ts'
import { RunSpec } from '../../../preload/contract/run.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import type { Engine } from '../engine.ts'
import { createDemo, demoOptions } from './demo.ts'

const namespace = Namespace.parse('default')
const never = new AbortController().signal
const silent = () => undefined

const spec = (more: Partial<RunSpec>): RunSpec =>
  RunSpec.parse({
    image: 'busybox:1.37',
    ports: [],
    mounts: [],
    environment: [],
    labels: [],
    addedCapabilities: [],
    droppedCapabilities: [],
    isPrivileged: false,
    isReadOnly: false,
    hasTerminal: false,
    usesInit: false,
    removesItself: false,
    starts: true,
    pull: 'missing',
    ...more,
  })

const run = ({ containers }: Engine, more: Partial<RunSpec>) =>
  containers.run(namespace, spec(more), silent, never)

async function rowsOf({ containers }: Engine): Promise<readonly Container[]> {
  for await (const item of containers.follow(namespace, never))
    return item.type === 'snapshot' ? item.rows : []
  return []
}

async function row(engine: Engine, name: string): Promise<Container> {
  const found = (await rowsOf(engine)).find((one) => one.name === name)
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}

/** Follows one container until it is as wanted. */
async function until(
  { containers }: Engine,
  id: ContainerId,
  isWanted: (row: Container | undefined) => boolean,
): Promise<void> {
  const rows = new Map<ContainerId, Container>()
  for await (const item of containers.follow(namespace, never)) {
    if (item.type === 'snapshot') for (const one of item.rows) rows.set(one.id, one)
    if (item.type === 'change') for (const one of item.upsert) rows.set(one.id, one)
    if (item.type === 'change') for (const gone of item.remove) rows.delete(gone)
    if (isWanted(rows.get(id))) return
  }
}

async function textsOf(batches: AsyncIterable<LogBatch>): Promise<string> {
  const all: string[] = []
  for await (const { streams, texts } of batches)
    all.push(...texts.split('\n').map((text, index) => `${streams.charAt(index)} ${text}`))
  return all.join('|')
}

const rejects = (code: string, reason?: string) => ({
  data: { code, ...(reason === undefined ? {} : { reason }) },
})

test('the demo shows every state', async () => {
  const { engine } = createDemo({ pace: 0 })
  const states = new Set((await rowsOf(engine)).map(({ state }) => state))
  expect(states).toEqual(new Set(['running', 'paused', 'exited', 'restarting', 'created'] as const))
  await engine.dispose()
})

test('a container runs its script: log, exit code, end', async () => {
  const { engine } = createDemo({ pace: 0, scenario: 'empty' })
  const id = await run(engine, {
    name: 'toy',
    command: ['sh', '-c', 'echo one; echo two >&2; printf end; exit 3'],
  })
  await until(engine, id, (one) => one?.state === 'exited')
  const request = { connection: engine.connection, namespace, id, follow: false }
  expect(await row(engine, 'toy')).toMatchObject({
    exitCode: 3,
    image: 'docker.io/library/busybox:1.37',
  })
  expect(await textsOf(engine.containers.logs(request, never))).toBe('o one|e two|O end')
  expect(await textsOf(engine.containers.logs({ ...request, tail: 1 }, never))).toBe('O end')
  await engine.containers.remove(namespace, id, { force: false, removeAnonymousVolumes: true })
  await expect(engine.containers.inspect(namespace, id)).rejects.toMatchObject(
    rejects('not-found', 'container-not-found'),
  )
})

test('verbs keep the rules of the real engines', async () => {
  const { engine } = createDemo({ pace: 0 })
  const { containers } = engine
  const api = await row(engine, 'shop-api-1')
  const options = { force: false, removeAnonymousVolumes: false }
  await expect(run(engine, { name: 'shop-api-1' })).rejects.toMatchObject(
    rejects('conflict', 'name-in-use'),
  )
  await expect(
    run(engine, { name: 'other', ports: [{ containerPort: 1, hostPort: 8080, protocol: 'tcp' }] }),
  ).rejects.toMatchObject(rejects('conflict', 'port-in-use'))
  expect((await rowsOf(engine)).some(({ name }) => name === 'other')).toBe(false)
  await expect(run(engine, { image: 'missing:1' })).rejects.toMatchObject(rejects('not-found'))
  await expect(run(engine, { network: 'nowhere' })).rejects.toMatchObject(rejects('not-found'))
  await expect(run(engine, { command: ['nonsense'] })).rejects.toMatchObject(
    rejects('invalid-input', 'command-not-found'),
  )
  await expect(containers.remove(namespace, api.id, options)).rejects.toMatchObject(
    rejects('conflict', 'container-running'),
  )
  await expect(containers.rename(namespace, api.id, 'shop-db-1')).rejects.toMatchObject(
    rejects('conflict', 'name-in-use'),
  )
  await containers.pause(namespace, api.id)
  await expect(containers.pause(namespace, api.id)).rejects.toMatchObject(rejects('conflict'))
  await containers.unpause(namespace, api.id)
  await expect(containers.unpause(namespace, api.id)).rejects.toMatchObject(rejects('conflict'))
  await containers.stop(namespace, api.id)
  await expect(containers.kill(namespace, api.id, 'SIGKILL')).rejects.toMatchObject(
    rejects('conflict', 'not-running'),
  )
  expect(await row(engine, 'shop-api-1')).toMatchObject({ state: 'exited', exitCode: 0 })
  await containers.start(namespace, api.id)
  await containers.kill(namespace, api.id, 'KILL')
  expect(await row(engine, 'shop-api-1')).toMatchObject({ state: 'exited', exitCode: 137 })
  await containers.remove(namespace, api.id, options)
  await engine.dispose()
})

test('a first process that handles no signal is killed when its grace is over', async () => {
  const { engine } = createDemo({ pace: 0, scenario: 'empty' })
  const id = await run(engine, { name: 'deaf', command: ['sleep', '1000'] })
  await engine.containers.stop(namespace, id, 1)
  expect(await row(engine, 'deaf')).toMatchObject({ state: 'exited', exitCode: 137 })
})

test('a container that removes itself is gone when it ends', async () => {
  const { engine } = createDemo({ pace: 0, scenario: 'empty' })
  const id = await run(engine, { name: 'brief', command: ['true'], removesItself: true })
  await until(engine, id, (one) => one === undefined)
  await run(engine, { name: 'brief', command: ['true'] })
})

test('a policy starts it again, as often as it says', async () => {
  const { engine } = createDemo({ pace: 0, scenario: 'empty' })
  const restart = { name: 'on-failure' as const, maximumRetryCount: 2 }
  const id = await run(engine, { name: 'loop', command: ['false'], restart })
  await until(engine, id, (one) => one?.state === 'exited')
  expect(await row(engine, 'loop')).toMatchObject({ restartPolicy: { restartCount: 2 } })
})

test('a shell answers, knows its size and its exit code', async () => {
  const { engine } = createDemo({ pace: 0 })
  const { id } = await row(engine, 'shop-cache-1')
  const shell = await engine.containers.shell(namespace, id, { columns: 80, rows: 24 })
  await shell.resize(120, 40)
  await shell.write('stty size\rechi\u007fo hi\rexit 7\r')
  let output = ''
  for await (const text of shell.output) output += text
  expect([output, await shell.exited]).toEqual([
    '/ # stty size\r\nechi\b \bo hi\r\nexit 7\r\n40 120\r\n/ # hi\r\n/ # ',
    7,
  ])
  await engine.dispose()
})

test('a shell ends with its container', async () => {
  const { engine } = createDemo({ pace: 0 })
  const { id } = await row(engine, 'shop-cache-1')
  const shell = await engine.containers.shell(namespace, id, { columns: 80, rows: 24 })
  await engine.containers.stop(namespace, id)
  expect(await shell.exited).toBe(137)
  await engine.dispose()
})

test('stats come for what is wanted and runs, without a rate at first', async () => {
  const { engine } = createDemo({ pace: 0 })
  const rows = await rowsOf(engine)
  const aborter = new AbortController()
  async function* wanted() {
    yield await Promise.resolve({ ids: rows.map(({ id }) => id) })
  }
  for await (const { samples } of engine.containers.stats(namespace, wanted(), aborter.signal)) {
    const up = rows.filter(({ state }) => state === 'running' || state === 'paused')
    expect(samples.map(({ id }) => id)).toEqual(up.map(({ id }) => id))
    expect(samples.every(({ cpuPercent }) => cpuPercent === undefined)).toBe(true)
    break
  }
  await engine.dispose()
})

test('a stopped machine makes the engine unreachable; what should come back comes back', async () => {
  const { machine, engine } = createDemo({ pace: 0 })
  const { id } = await row(engine, 'shop-api-1')
  await machine.stop()
  await expect(engine.containers.start(namespace, id)).rejects.toMatchObject(rejects('unavailable'))
  for await (const item of engine.containers.follow(namespace, never)) {
    expect(item).toMatchObject({ type: 'unreachable', error: { code: 'unavailable' } })
    break
  }
  await machine.start()
  const states = new Map((await rowsOf(engine)).map(({ name, state }) => [name, state]))
  expect([states.get('shop-api-1'), states.get('shop-web-1')]).toEqual(['running', 'exited'])
  await engine.dispose()
})

test('a broken machine says why its start failed, at which stage', async () => {
  const { machine } = createDemo({ pace: 0, scenario: 'broken' })
  await expect(machine.start()).rejects.toMatchObject(rejects('failed'))
  expect(machine.state()).toMatchObject({
    status: 'broken',
    problem: { stage: 'containerd', logTail: expect.arrayContaining([]) as string[] },
  })
  expect(machine.state().timeline?.stages.map(({ state }) => state)).toEqual([
    'done',
    'done',
    'done',
    'failed',
    'waiting',
    'waiting',
  ])
})

test('an archive that is none is refused', async () => {
  const { engine } = createDemo({ pace: 0, scenario: 'empty' })
  async function* pieces() {
    yield await Promise.resolve(new TextEncoder().encode('not a tar'.repeat(200)))
  }
  const loading = (async () => {
    for await (const step of engine.images.load(namespace, pieces(), never))
      expect(step.type).toBe('progress')
  })()
  await expect(loading).rejects.toMatchObject(rejects('invalid-input', 'bad-archive'))
})

test('GOLDFINCH_DEMO is read, and nonsense refused', () => {
  expect(demoOptions('thousand,instant')).toEqual({ scenario: 'thousand', pace: 0 })
  expect(demoOptions(undefined)).toEqual({ scenario: 'lively', pace: 1 })
  expect(() => demoOptions('shiny')).toThrow('GOLDFINCH_DEMO is one of')
})
