import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Container, ContainerId } from '../../../preload/contract/containers.ts'
import { createKit, type Kit } from '../conformance/kit.ts'
import {
  type RealEngine,
  startRealEngine,
  testNamespace,
  whyNoRealEngine,
} from '../conformance/real-engine.ts'
import { createClients, inNamespace } from './client.ts'
import { askNerdctl, comparable } from './nerdctl-answers.ts'

const count = 200
const whyNot = await whyNoRealEngine()

/** What a person might type for the container of this number; each is of several kinds at once. */
function wordsFor(number: number): { readonly words: readonly string[]; readonly starts: boolean } {
  const every = (step: number, offset = 0) => number % step === offset
  const starts = every(3)
  const words = [
    ...(every(20) ? ['--network=bridge'] : ['--network=none']),
    ...(every(20) ? [`-p=${21_000 + number}:80`, `-p=127.0.0.1:${22_000 + number}:53/udp`] : []),
    ...(every(4, 1) ? ['--label', `note=number ${number}, "quoted"=ü`] : []),
    ...(every(4) ? ['--memory=64m', '--cpus=0.5', '--pids-limit=64'] : []),
    ...(every(5) ? ['-v', `volume-${number % 7}:/data`, '-v', '/anonymous'] : []),
    ...(every(6) ? ['-v', '/tmp:/host:ro', '--tmpfs', '/scratch'] : []),
    ...(every(7) ? ['--restart=unless-stopped'] : []),
    ...(every(7, 1) ? ['--restart=on-failure:3'] : []),
    ...(every(7, 2) ? ['--restart=always'] : []),
    ...(every(12) ? ['--health-cmd=true', '--health-interval=10s'] : []),
    ...(every(9) ? ['--hostname', `host-${number}`, '--user', '65534', '--workdir', '/tmp'] : []),
    ...(every(9, 1) ? ['--user', 'nobody', '-t'] : []),
    ...(every(11) ? ['--entrypoint', '/bin/busybox'] : []),
    ...(every(13) ? ['--stop-signal=SIGINT', '--privileged'] : []),
    ...(every(17) && !every(9, 1) ? ['--log-driver=none'] : []),
    ...(every(19) ? ['--label', 'com.docker.compose.project=typed'] : []),
  ]
  const command = every(10, 4) ? ['sh', '-c', `exit ${number % 5}`] : ['sleep', '100000']
  const name = `field-${number}`
  return { starts, words: [...words, '--name', name, 'busybox:1.35', ...command] }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>) {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
}

const compose = `
services:
  web:
    image: busybox:1.35
    command: sleep 100000
    ports: ["21999:80"]
    depends_on: [db]
    labels: { tier: front }
  db:
    image: busybox:1.35
    command: sleep 100000
    restart: always
    volumes: ["dbdata:/data"]
volumes: { dbdata: {} }
`

async function makeAll(real: RealEngine): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'containerd-compose-'))
  await writeFile(join(folder, 'compose.yaml'), compose)
  await real.nerdctl('compose', '-f', join(folder, 'compose.yaml'), '-p', 'shop', 'up', '-d')
  await rm(folder, { recursive: true })
  await inParallel(
    Array.from({ length: count - 2 }, (_, number) => number),
    async (number) => {
      const { words, starts } = wordsFor(number)
      const name = `field-${number}`
      await real.nerdctl(...(starts ? ['run', '-d'] : ['create']), ...words)
      // Some have ended by themselves before, and refuse.
      const attempt = (...argv: string[]) => real.nerdctl(...argv).catch(() => undefined)
      if (starts && number % 24 === 0) await attempt('container', 'healthcheck', name)
      if (number % 12 === 6) await attempt('pause', name)
      if (number % 21 === 1) await attempt('rename', name, `renamed-${number}`)
      if (number % 18 === 2) await attempt('stop', '-t', '0', name)
      if (number % 18 === 10) await attempt('kill', name)
      if (number % 30 === 20) await attempt('restart', '-t', '0', name)
    },
  )
  const broken = ['run', '-d', '--name', 'broken', '--network=none', 'busybox:1.35', 'no-such']
  await real.nerdctl(...broken).catch(() => undefined) // a container that could not start stays
}

describe.skipIf(whyNot !== undefined)(`the fields of ${count} containers ${whyNot ?? ''}`, () => {
  let real: RealEngine
  let kit: Kit
  /** The model that has seen all of them being made. */
  const watched = new Map<ContainerId, Container>()
  const stop = new AbortController()
  let watching: Promise<void>

  beforeAll(async () => {
    real = await startRealEngine()
    kit = createKit({ ...real, namespace: testNamespace })
    watching = watch()
    await makeAll(real)
  }, 300_000)

  afterAll(async () => {
    stop.abort()
    await watching
    // Those with a network leave rules of the firewall; the others end with the machine.
    const published = [...watched.values()].filter(({ ports }) => ports.length > 0)
    await inParallel(published, ({ id }) => real.nerdctl('rm', '-f', id))
    await real.stop()
  }, 120_000)

  async function watch() {
    for await (const item of real.engine.containers.follow(testNamespace, stop.signal)) {
      if (item.type === 'unreachable') continue
      if (item.type === 'snapshot') watched.clear()
      for (const row of item.type === 'snapshot' ? item.rows : item.upsert) watched.set(row.id, row)
      if (item.type === 'change') for (const id of item.remove) watched.delete(id)
    }
  }

  it('are what nerdctl says of them, for a model that saw them being made', async () => {
    // The policies start some again meanwhile: what changes while nerdctl is asked is asked again.
    const steady = await askUntilSteady()
    expect(steady.length).toBe(count + 1)
    for (const { ours, theirs } of steady) expect(ours).toEqual(theirs)
  }, 120_000)

  async function askUntilSteady() {
    let open = [...watched.keys()]
    const steady: { ours: unknown; theirs: unknown }[] = []
    while (open.length > 0) {
      const before = new Map(open.map((id) => [id, watched.get(id)]))
      const answers = await askNerdctl(real, open)
      const changed = open.filter((id) => watched.get(id) !== before.get(id))
      for (const id of open) {
        const row = before.get(id)
        if (row === undefined || changed.includes(id)) continue
        steady.push({ ours: comparable(row), theirs: answers.get(id) })
      }
      open = changed
    }
    return steady
  }

  it('are the same for a model that finds them', async () => {
    const found = await kit.rows()
    const settled = [...found].filter(([id]) => watched.get(id)?.state !== 'restarting')
    for (const [id, row] of settled) expect(row).toEqual(watched.get(id))
    expect(found.size).toBe(watched.size)
    expect(real.troubles).toEqual([])
  })

  it('change at once when all that run are killed at the same time', async () => {
    const clients = createClients(real.host.sockets.containerd)
    const running = [...watched.values()].filter(
      ({ state, restartPolicy }) => state === 'running' && restartPolicy.name === 'no',
    )
    expect(running.length).toBeGreaterThan(20)
    const kills = running.map(({ id: containerId }) =>
      clients.tasks.kill({ containerId, signal: 9 }, inNamespace(testNamespace)),
    )
    await Promise.all(kills)
    const rows = await kit.until((all) =>
      running.every(({ id }) => all.get(id)?.state === 'exited' && all.get(id)?.pid === undefined),
    )
    for (const { id } of running) expect(rows.get(id)).toMatchObject({ exitCode: 137 })
    clients.close()
  })
})
