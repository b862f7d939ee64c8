import { ContainerId, type Container } from '../../../preload/contract/containers.ts'
import { ImageName, type Image } from '../../../preload/contract/images.ts'
import { Namespace } from '../../../preload/contract/scope.ts'
import type { Held, Status } from './held.ts'
import { startLife } from './life.ts'
import { linesOf } from './log-lines.ts'
import { createLogStore } from './log-store.ts'
import { hexOf } from './random.ts'
import type { Seed } from './seeds.ts'
import { watchEnd } from './verbs.ts'
import type { World } from './world.ts'

const defaultNamespace = Namespace.parse('default')
const pastLines = 240

export function populateNamespaces(world: World): void {
  for (const name of ['default', 'k8s.io', 'buildkit_history'])
    world.namespaces.upsert({
      name: Namespace.parse(name),
      labels: {},
      isInternal: name === 'buildkit_history',
    })
}

/** Puts the containers of the demo into the world, those that run with a life. */
export function populateContainers(world: World, seeds: readonly Seed[]): void {
  const everyMs = seeds.length > 100 ? 30_000 : 1500
  for (const [index, seed] of seeds.entries()) {
    const held = heldFrom(world, seed, { index, everyMs })
    world.add(held)
    writePast(world, held, seed)
    if (seed.state === 'running' || seed.state === 'paused') adopt(world, held)
  }
}

/** A life for a container that has been running for long. */
function adopt(world: World, held: Held): void {
  const life = startLife(held, world.clock)
  held.life = life
  watchEnd(world, held, life)
}

function writePast(world: World, held: Held, { voice, name, state }: Seed): void {
  const { status } = held
  if (state === 'created') return
  const end = 'exitedAt' in status ? status.exitedAt : world.clock.now()
  const nextLine = linesOf(voice, `past ${name}`)
  for (let index = pastLines; index > 0; index -= 1) {
    const { stream, text } = nextLine()
    held.log.write(stream, `${text}\n`, end - index * 1700)
  }
}

function statusOf(world: World, seed: Seed, createdAt: number): Status {
  const startedAt = createdAt + 900
  if (seed.state === 'created') return { state: 'created' }
  if (seed.state === 'running' || seed.state === 'paused')
    return { state: seed.state, startedAt, pid: world.nextPid() }
  const exitedAt = seed.state === 'restarting' ? world.clock.now() - 4000 : startedAt + 180_000
  return { state: seed.state, startedAt, exitedAt, exitCode: seed.exitCode ?? 0 }
}

function heldFrom(
  world: World,
  seed: Seed,
  { index, everyMs }: { readonly index: number; readonly everyMs: number },
): Held {
  const createdAt = world.clock.now() - seed.ageMinutes * 60_000
  return {
    namespace: defaultNamespace,
    base: baseOf(seed, createdAt, index),
    plan: { type: 'service', voice: seed.voice, everyMs },
    environment: ['PATH=/usr/local/bin:/usr/bin:/bin', ...(seed.environment ?? [])],
    log: createLogStore(() => world.clock.now()),
    shells: new Set(),
    name: seed.name,
    status: statusOf(world, seed, createdAt),
    restartPolicy: seed.restart ?? { name: 'no', restartCount: 0 },
    isStopWanted: false,
    ...(seed.health === undefined ? {} : { health: seed.health }),
  }
}

function baseOf(seed: Seed, createdAt: number, index: number): Held['base'] {
  const id = ContainerId.parse(hexOf(`container ${seed.name}`))
  const { project, service, memoryLimitBytes } = seed
  const network = project === undefined ? 'bridge' : `${project}_default`
  const subnet = project === undefined ? 0 : 1 + (hexOf(project).charCodeAt(0) % 30)
  return {
    id,
    image: seed.image,
    command: [...seed.command],
    createdAt,
    ports: (seed.ports ?? []).map(portOf),
    networks: [
      {
        name: network,
        addresses: [`10.4.${subnet}.${2 + (index % 250)}/24`],
        gateway: `10.4.${subnet}.1`,
        mac: `5e:0c:${id.slice(0, 2)}:${id.slice(2, 4)}:${id.slice(4, 6)}:${id.slice(6, 8)}`,
      },
    ],
    mounts: [...(seed.volumes ?? []).map(volumeOf), ...(seed.binds ?? []).map(bindOf)],
    hostname: service ?? seed.name,
    user: 'root',
    workingDirectory: '/',
    hasTerminal: false,
    removesItself: false,
    platform: 'linux/amd64',
    stopSignal: 'SIGTERM',
    limits: memoryLimitBytes === undefined ? {} : { memoryBytes: memoryLimitBytes },
    logDriver: 'json-file',
    labels:
      project === undefined || service === undefined
        ? {}
        : { 'com.docker.compose.project': project, 'com.docker.compose.service': service },
    manager: 'nerdctl',
    ...(project === undefined ? {} : { project }),
    ...(service === undefined ? {} : { service }),
  }
}

function portOf(text: string): Container['ports'][number] {
  const [host = '', container = ''] = text.split(':')
  return {
    hostAddress: '0.0.0.0',
    hostPort: Number(host),
    containerPort: Number(container),
    protocol: 'tcp',
  }
}

function volumeOf(text: string): Container['mounts'][number] {
  const [name = '', destination = ''] = text.split(':')
  const source = `/var/lib/nerdctl/1935db59/volumes/default/${name}/_data`
  return { type: 'volume', name, source, destination, isReadOnly: false }
}

function bindOf(text: string): Container['mounts'][number] {
  const [source = '', destination = '', mode] = text.split(':')
  return { type: 'bind', source, destination, isReadOnly: mode === 'ro' }
}

const offers: Readonly<Record<string, Partial<Image>>> = {
  'docker.io/library/postgres:17.2': {
    exposedPorts: ['5432/tcp'],
    volumes: ['/var/lib/postgresql/data'],
  },
  'docker.io/library/nginx:1.27': { exposedPorts: ['80/tcp'], command: ['nginx'] },
  'docker.io/library/busybox:1.37': { command: ['sh'] },
  'docker.io/library/busybox:1.35': { command: ['sh'] },
  'docker.io/library/alpine:3.21': { command: ['sh'] },
}

export function imageOf(name: string, now: number): Image {
  const digest = hexOf(`image ${name}`)
  return {
    name: ImageName.parse(name),
    digest: `sha256:${digest}`,
    createdAt: now - (Number.parseInt(digest.slice(0, 4), 16) % 400) * 86_400_000,
    sizeBytes: 2_000_000 + (Number.parseInt(digest.slice(4, 10), 16) % 180_000_000),
    exposedPorts: [],
    volumes: [],
    command: [],
    entrypoint: [],
    environment: ['PATH=/usr/local/bin:/usr/bin:/bin'],
    ...offers[name],
  }
}

export function populateImages(world: World, seeds: readonly Seed[]): void {
  const names = new Set([...Object.keys(offers), ...seeds.map(({ image }) => image)])
  for (const name of names) world.images(defaultNamespace).upsert(imageOf(name, world.clock.now()))
}
