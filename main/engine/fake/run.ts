import { randomBytes } from 'node:crypto'
import { ContainerId } from '../../../preload/contract/containers.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { RunSpec } from '../../../preload/contract/run.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { checkRun } from '../containerd/run-check.ts'
import type { Progress } from '../engine.ts'
import type { Held } from './held.ts'
import { createLogStore } from './log-store.ts'
import { imageOf } from './populate.ts'
import { imageMissing, nameInUse, networkMissing } from './rules.ts'
import { start } from './verbs.ts'
import type { World } from './world.ts'

type Report = (progress: Progress) => void

/** Makes a container by the rules of the real engine, and starts it when the spec says so. */
export async function runContainer(
  world: World,
  namespace: Namespace,
  spec: RunSpec,
  { report, signal }: { readonly report: Report; readonly signal: AbortSignal },
): Promise<ContainerId> {
  checkRun(spec)
  if (spec.name !== undefined && world.isNameTaken(namespace, spec.name)) throw nameInUse(spec.name)
  if (spec.network !== undefined && !networks(world, namespace).has(spec.network))
    throw networkMissing(spec.network)
  const image = fullName(spec.image)
  await ensureImage(world, namespace, { image, pull: spec.pull, report, signal })
  if (signal.aborted)
    throw new AppError({ code: 'cancelled', message: 'Running the container was cancelled.' })
  report({ step: 'Creating the container' })
  // The pull took its time, and the name may be gone.
  if (spec.name !== undefined && world.isNameTaken(namespace, spec.name)) throw nameInUse(spec.name)
  const held = heldFrom(world, namespace, spec, image)
  world.add(held)
  if (spec.starts) report({ step: 'Starting the container' })
  try {
    if (spec.starts) await start(world, held)
  } catch (error) {
    // A run that fails leaves no container behind.
    world.remove(held)
    throw error
  }
  return held.base.id
}

const networks = (world: World, namespace: Namespace): ReadonlySet<string> =>
  new Set([
    'bridge',
    'host',
    'none',
    ...world
      .all()
      .filter((held) => held.namespace === namespace)
      .flatMap(({ base }) => base.networks.map(({ name }) => name)),
  ])

/** As the engines complete a short name. */
function fullName(reference: string): string {
  const [first = ''] = reference.split('/')
  const hasHost = reference.includes('/') && (/[.:]/.test(first) || first === 'localhost')
  const path = hasHost
    ? reference
    : `docker.io/${reference.includes('/') ? '' : 'library/'}${reference}`
  const name = path.replace('docker.io/docker.io/', 'docker.io/')
  return /:[^/]*$|@/.test(name) ? name : `${name}:latest`
}

const layers = ['a3ed95caeb02', '4f4fb700ef54', '9b2a3d1c77e0'] as const
const layerBytes = 9_400_000

type Wanted = {
  readonly image: string
  readonly pull: RunSpec['pull']
  readonly report: Report
  readonly signal: AbortSignal
}

/** Pulls what is not there; a name with "missing" in it is in no registry. */
async function ensureImage(
  world: World,
  namespace: Namespace,
  { image, pull, report, signal }: Wanted,
): Promise<void> {
  const isHere = world
    .images(namespace)
    .rows()
    .some(({ name }) => name === image)
  if (isHere && pull !== 'always') return
  if (pull === 'never' || image.includes('missing')) throw imageMissing(image)
  report({ step: `Pulling ${image}`, current: 0, total: layers.length * layerBytes })
  for (const [index, layer] of layers.entries())
    for (let part = 1; part <= 5; part += 1) {
      await world.clock.wait(120, signal)
      report({
        current: (index + part / 5) * layerBytes,
        total: layers.length * layerBytes,
        ...(part === 5 ? { line: `layer ${layer}: done` } : {}),
      })
    }
  world.images(namespace).upsert(imageOf(image, world.clock.now()))
}

let addresses = 20

function heldFrom(world: World, namespace: Namespace, spec: RunSpec, image: string): Held {
  const id = ContainerId.parse(randomBytes(32).toString('hex'))
  const name =
    spec.name ?? `${image.replace(/.*\//, '').replace(/[^A-Za-z0-9].*/, '')}-${id.slice(0, 5)}`
  const found = world
    .images(namespace)
    .rows()
    .find((one) => one.name === image)
  const words = spec.command ?? found?.command ?? []
  const command = [...(spec.entrypoint === undefined ? [] : [spec.entrypoint]), ...words]
  const isServer = command.length === 0 || (spec.command === undefined && command[0] !== 'sh')
  return {
    namespace,
    base: baseOf(world, spec, { id, image, command, name }),
    plan: isServer
      ? { type: 'service', voice: 'web', everyMs: 1500 }
      : { type: 'toy', argv: command },
    environment: [
      ...(found?.environment ?? []),
      ...spec.environment.map((one) => `${one.name}=${one.value}`),
    ],
    log: createLogStore(() => world.clock.now()),
    shells: new Set(),
    name,
    status: { state: 'created' },
    restartPolicy: { name: 'no', ...spec.restart, restartCount: 0 },
    isStopWanted: false,
    ...(spec.health === undefined ? {} : { health: { status: 'starting', failingStreak: 0 } }),
  }
}

type Known = {
  readonly id: ContainerId
  readonly image: string
  readonly command: readonly string[]
  readonly name: string
}

function baseOf(world: World, spec: RunSpec, { id, image, command }: Known): Held['base'] {
  const labels = Object.fromEntries(spec.labels.map((one) => [one.name, one.value]))
  const project = labels['com.docker.compose.project']
  const service = labels['com.docker.compose.service']
  return {
    id,
    image,
    command: [...command],
    createdAt: world.clock.now(),
    ports: spec.ports.map((port) => ({
      hostAddress: port.hostAddress ?? '0.0.0.0',
      hostPort: port.hostPort ?? world.freePort(),
      containerPort: port.containerPort,
      protocol: port.protocol,
    })),
    networks: [networkOf(spec.network ?? 'bridge', id)],
    mounts: spec.mounts.map((mount) => mountOf(mount, id)),
    hostname: spec.hostname ?? id.slice(0, 12),
    user: spec.user ?? 'root',
    workingDirectory: spec.workingDirectory ?? '/',
    hasTerminal: spec.hasTerminal,
    removesItself: spec.removesItself,
    platform: 'linux/amd64',
    stopSignal: 'SIGTERM',
    limits: {
      ...(spec.cpus === undefined ? {} : { cpus: spec.cpus }),
      ...(spec.memoryBytes === undefined ? {} : { memoryBytes: spec.memoryBytes }),
      ...(spec.pids === undefined ? {} : { pids: spec.pids }),
    },
    logDriver: 'json-file',
    labels,
    manager: 'nerdctl',
    ...(project === undefined ? {} : { project }),
    ...(service === undefined ? {} : { service }),
  }
}

function networkOf(name: string, id: string): Held['base']['networks'][number] {
  if (name === 'host' || name === 'none') return { name, addresses: [] }
  addresses = (addresses + 1) % 250
  return {
    name,
    addresses: [`10.4.0.${2 + addresses}/24`],
    gateway: '10.4.0.1',
    mac: `5e:0c:${id.slice(0, 2)}:${id.slice(2, 4)}:${id.slice(4, 6)}:${id.slice(6, 8)}`,
  }
}

function mountOf(
  { type, source, destination, isReadOnly }: RunSpec['mounts'][number],
  id: string,
): Held['base']['mounts'][number] {
  if (type === 'tmpfs') return { type, source: '', destination, isReadOnly }
  if (source?.startsWith('/') === true) return { type: 'bind', source, destination, isReadOnly }
  const name = source === undefined || source === '' ? id : source
  const path = `/var/lib/nerdctl/1935db59/volumes/default/${name}/_data`
  return { type: 'volume', name, source: path, destination, isReadOnly }
}
