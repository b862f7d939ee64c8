import { readFile, rm, writeFile } from 'node:fs/promises'
import { execFile as execFileWith } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ContainerId } from '../../../preload/contract/containers.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import {
  createKit,
  failure,
  type Kit,
  lasting,
  never,
  obedient,
  specOf,
} from '../conformance/kit.ts'
import { imageArchive } from '../conformance/image.ts'
import {
  type RealEngine,
  startRealEngine,
  testNamespace,
  whyNoRealEngine,
} from '../conformance/real-engine.ts'
import { tarOf } from '../conformance/tar.ts'
import { type Clients, createClients, inNamespace } from './client.ts'
import { createContainerdEngine } from './containerd.ts'
import { filePaths } from './data-files.ts'
import { label } from './labels.ts'

const execFile = promisify(execFileWith)
const whyNot = await whyNoRealEngine()

describe.skipIf(whyNot !== undefined)(`trouble with the real engine ${whyNot ?? ''}`, () => {
  let real: RealEngine
  let kit: Kit
  let clients: Clients

  beforeAll(async () => {
    real = await startRealEngine()
    kit = createKit({ ...real, namespace: testNamespace })
    clients = createClients(real.host.sockets.containerd)
  })
  afterEach(() => kit.removeAll())
  afterAll(async () => {
    clients.close()
    await real.stop()
  })

  const namedRow = async (name: string) => {
    const rows = await kit.until((all) => [...all.values()].some((row) => row.name === name))
    const row = [...rows.values()].find((one) => one.name === name)
    if (row === undefined) throw new Error(`There is no ${name}.`)
    return row
  }

  it('tells what another program does, unasked', async () => {
    const id = await kit.run({ command: lasting })
    const told: string[] = []
    const stop = new AbortController()
    for await (const item of kit.containers.follow(testNamespace, stop.signal)) {
      if (item.type === 'snapshot')
        await clients.tasks.kill({ containerId: id, signal: 9 }, inNamespace(testNamespace))
      if (item.type !== 'change') continue
      const row = item.upsert.find((one) => one.id === id && one.state === 'exited')
      if (row === undefined) continue
      told.push(row.id)
      stop.abort()
    }
    expect(told).toEqual([id])
  })

  it('takes a container that is removed by another program in the middle for gone', async () => {
    const id = await kit.run({
      command: ['sh', '-c', 'trap "" TERM; while true; do sleep 0.1; done'],
    })
    const stopping = kit.containers.stop(testNamespace, id, 20)
    await kit.until((rows) => rows.get(id)?.labels[label.explicitlyStopped] === 'true')
    await real.nerdctl('rm', '-f', id)
    await Promise.allSettled([stopping])
    await kit.until((rows) => !rows.has(id))
    expect(await failure(kit.containers.start(testNamespace, id))).toMatchObject({
      code: 'not-found',
      reason: 'container-not-found',
    })
  })

  it('reads on where a file is missing or half written', async () => {
    const id = await kit.run({
      command: obedient,
      network: 'bridge',
      ports: [{ hostPort: 17_393, containerPort: 80, protocol: 'tcp' }],
    })
    const paths = filePaths(real.host.dataStore, testNamespace, id)
    const before = await kit.row(id, 'running')
    expect(before.ports).toHaveLength(1)
    const whole = await Promise.all(
      Object.values(paths).map(async (path) => ({ path, text: await readFile(path, 'utf8') })),
    )
    await writeFile(paths.ports, '{"portMappings":[{"HostPort":17')
    await rm(paths.network)
    await writeFile(paths.lifecycle, '')
    // Who has read them keeps what they said; who has not goes without.
    await kit.containers.pause(testNamespace, id)
    expect(await kit.row(id, 'paused')).toMatchObject({ ports: [], networks: [{ name: 'bridge' }] })
    const details = await kit.containers.inspect(testNamespace, id)
    expect(details.container).toMatchObject({ ports: [], state: 'paused' })
    await kit.containers.unpause(testNamespace, id)
    // nerdctl itself cannot remove a container whose files it cannot read.
    for (const { path, text } of whole) await writeFile(path, text)
  })

  it('shows and protects what other programs have made', async () => {
    const made = [
      ['moby', 'a'.repeat(64), { 'com.docker/engine.bundle.path': '/var/run/docker' }],
      [
        'k8s.io',
        'b'.repeat(64),
        { 'io.kubernetes.pod.namespace': 'prod', 'io.kubernetes.pod.name': 'web-1' },
      ],
      ['ctr', 'plain-id', {}],
    ] as const
    const seen: unknown[] = []
    for (const [where, name, labels] of made) {
      const namespace = Namespace.parse(where)
      const id = ContainerId.parse(name)
      const container = { id, labels, image: '', runtime: { name: 'io.containerd.runc.v2' } }
      await clients.containers.create({ container }, inNamespace(namespace))
      for await (const item of real.engine.containers.follow(namespace, never)) {
        if (item.type !== 'snapshot') continue
        seen.push(item.rows.map((row) => [row.name, row.manager, row.state, row.command]))
        break
      }
      const refusal = await failure(real.engine.containers.stop(namespace, id)).catch(
        () => undefined,
      )
      seen.push(refusal?.reason)
      await clients.containers.delete({ id }, inNamespace(namespace))
      await real.engine.namespaces.remove(namespace)
    }
    expect(seen).toEqual([
      [['a'.repeat(12), 'docker', 'created', []]],
      'managed-by-other',
      [['prod/web-1', 'kubernetes', 'created', []]],
      'managed-by-other',
      [['plain-id', 'other', 'created', []]],
      undefined,
    ])
  })

  it('keeps words of all languages, and replaces bytes that are none', async () => {
    const run = ['run', '-d', '--network=none', '--name', 'words', '--label', 'grüße=世界 🐦']
    // Node cannot pass such bytes, a shell can.
    const line = `exec "$0" "$@" -e "BAD=$(printf '\\377\\376')" busybox:1.35 sleep 100000`
    const env = { ...process.env, NERDCTL_TOML: nerdctlToml(), PATH: programPath() }
    await execFile('sh', ['-c', line, 'nerdctl', ...run], { env })
    const row = await namedRow('words')
    expect(row.labels['grüße']).toBe('世界 🐦')
    const { environment } = await kit.containers.inspect(testNamespace, row.id)
    expect(environment).toContain('BAD=\ufffd\ufffd')
  })

  it('lets nothing of its own environment into a container', async () => {
    process.env['GOLDFINCH_MARKER'] = 'leaked-7391'
    const id = await kit.run({ command: lasting })
    const { raw } = await kit.containers.inspect(testNamespace, id)
    delete process.env['GOLDFINCH_MARKER']
    expect(raw).toContain('createRuntime')
    expect(raw).not.toContain('leaked-7391')
  })

  it('stays down when it is stopped, although its policy is always', async () => {
    const id = await kit.run({ command: obedient, restart: { name: 'always' } })
    await kit.row(id, 'running')
    await kit.containers.stop(testNamespace, id, 5)
    const { labels } = await kit.row(id, 'exited')
    expect(labels[label.restartStatus]).toBe('stopped')
    await kit.containers.start(testNamespace, id)
    expect((await kit.row(id, 'running')).labels[label.restartStatus]).toBe('running')
  })

  it('leaves no content of an archive that is broken off', async () => {
    const contents = async () => {
      const digests: string[] = []
      for await (const { info } of clients.content.list({}, inNamespace(testNamespace)))
        digests.push(...info.map(({ digest }) => digest))
      return digests.sort()
    }
    const before = await contents()
    const layer = tarOf([
      { path: 'big', mode: 0o644, content: Buffer.alloc(4_000_000, Math.random().toString()) },
    ])
    const archive = imageArchive('docker.io/library/broken:1', layer, {})
    const stop = new AbortController()
    const half = async function* () {
      yield archive.subarray(0, 3_000_000)
      stop.abort()
      await new Promise(() => undefined) // the page says nothing more
    }
    const load = (pieces: AsyncIterable<Uint8Array>, signal: AbortSignal) =>
      Array.fromAsync(real.engine.images.load(testNamespace, pieces, signal))
    expect((await failure(load(half(), stop.signal))).code).toBe('cancelled')
    const cut = async function* () {
      await Promise.resolve()
      yield archive.subarray(0, 3_000_000)
    }
    expect(await failure(load(cut(), never))).toMatchObject({ reason: 'bad-archive' })
    expect(await contents()).toEqual(before)
    const { leases } = await clients.leases.list({}, inNamespace(testNamespace))
    expect(leases).toEqual([])
  })

  it('removes at its start what ended while nobody attended', async () => {
    const id = await kit.run({ command: ['true'] })
    await kit.row(id, 'exited')
    const labels = { [label.removesItself]: 'true' }
    const request = {
      container: { id, labels },
      updateMask: { paths: [`labels.${label.removesItself}`] },
    }
    await clients.containers.update(request, inNamespace(testNamespace))
    const other = createContainerdEngine({
      connection: real.engine.connection,
      name: 'Next start',
      machine: real.machine,
    })
    await kit.until((rows) => !rows.has(id))
    await other.dispose()
  })

  it('ends a pull that is cancelled', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const stop = new AbortController()
    silent.once('connection', () => stop.abort())
    const spec = specOf({ image: `127.0.0.1:${port ?? 0}/slow:1`, pull: 'missing', name: 'slow' })
    const steps: string[] = []
    const running = kit.containers.run(
      testNamespace,
      spec,
      ({ step }) => step !== undefined && steps.push(step),
      stop.signal,
    )
    expect(await failure(running)).toMatchObject({ code: 'cancelled' })
    expect(steps.at(-1)).toBe(`Pulling ${spec.image}`)
    expect((await kit.rows()).size).toBe(0)
    silent.close()
  })

  it('removes what it has made when it is cancelled too late for less', async () => {
    const stop = new AbortController()
    const running = kit.containers.run(
      testNamespace,
      specOf({ command: lasting, name: 'late' }),
      ({ step }) => {
        if (step === 'Starting the container') stop.abort()
      },
      stop.signal,
    )
    expect(await failure(running)).toMatchObject({ code: 'cancelled' })
    await kit.until((rows) => rows.size === 0)
    // Its name is free again.
    await kit.run({ command: ['true'], name: 'late' })
  })

  it('comes back by itself when containerd is killed and another takes its place', async () => {
    const id = await kit.run({ command: lasting, name: 'survivor' })
    const seen: string[] = []
    for await (const item of kit.containers.follow(testNamespace, never)) {
      if (item.type === 'change') continue
      if (item.type === 'unreachable') {
        expect(item.error.code).toBe('unavailable')
        if (seen.at(-1) !== 'gone') seen.push('gone')
        continue
      }
      seen.push(...item.rows.map(({ name, state }) => `${name} ${state}`))
      if (seen.length > 1) break
      process.kill(await pidOf('containerd'), 'SIGKILL')
    }
    expect(seen).toEqual(['survivor running', 'gone', 'survivor running'])
    await kit.containers.pause(testNamespace, id)
    expect(await kit.row(id, 'paused')).toMatchObject({ name: 'survivor' })
    expect(real.troubles).toEqual([])
  })

  const nerdctlToml = () =>
    real.host.dataStore.replace(/\/data\/nerdctl\/.*$/, '/config/nerdctl.toml')
  const programPath = () =>
    `${import.meta.dirname}/../../../resources/bundle/linux-${process.arch === 'x64' ? 'amd64' : process.arch}/bin:${process.env['PATH'] ?? ''}`

  async function pidOf(program: string): Promise<number> {
    const config = nerdctlToml().replace('nerdctl.toml', `${program}.toml`)
    const { stdout } = await execFile('pgrep', ['-f', `${program} --config ${config}`])
    return Number(stdout.trim().split('\n')[0])
  }
})
