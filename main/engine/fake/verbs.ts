import type { Clock } from './clock.ts'
import { signalNumber } from '../containerd/signals.ts'
import { isUp, type Held, type Life } from './held.ts'
import { startLife } from './life.ts'
import { isPaused, isRunning, nameInUse, notPaused, notRunning, programMissing } from './rules.ts'
import { programs } from './toy/programs.ts'
import type { World } from './world.ts'

const defaultGraceSeconds = 10
/** The pace of nerdctl's restart monitor. */
const restartAfterMs = 10_000
const healthAfterMs = 3000

/** Begins its first process; also what the restart policy does. */
export function begin(world: World, held: Held): void {
  const { clock } = world
  held.isStopWanted = false
  const startedAt = clock.now()
  held.status = { state: 'running', startedAt, pid: world.nextPid() }
  const life = startLife(held, clock)
  held.life = life
  if (held.health !== undefined) held.health = { status: 'starting', failingStreak: 0 }
  world.changed(held)
  const ending = new AbortController()
  void becomeHealthy(world, held, ending.signal)
  watchEnd(world, held, life, () => ending.abort())
}

/** What follows when its first process ends. */
export function watchEnd(world: World, held: Held, life: Life, onEnd?: () => void): void {
  const { status } = held
  const startedAt = 'startedAt' in status ? status.startedAt : world.clock.now()
  void life.ended.then((exitCode) => {
    onEnd?.()
    ended(world, held, { startedAt, exitCode })
  })
}

async function becomeHealthy(world: World, held: Held, signal: AbortSignal): Promise<void> {
  if (held.health === undefined) return
  const isWell = await world.clock.wait(healthAfterMs, signal).then(
    () => true,
    () => false,
  )
  if (!isWell || !isUp(held)) return
  held.health = { status: 'healthy', failingStreak: 0 }
  world.changed(held)
}

function ended(
  world: World,
  held: Held,
  { startedAt, exitCode }: { readonly startedAt: number; readonly exitCode: number },
): void {
  held.life = undefined
  for (const close of held.shells) close()
  const restarts = !held.isStopWanted && wantsRestart(held, exitCode)
  const exitedAt = world.clock.now()
  held.status = { state: restarts ? 'restarting' : 'exited', startedAt, exitedAt, exitCode }
  if (held.base.removesItself) {
    forget(world, held)
    return
  }
  world.changed(held)
  if (restarts) void restartLater(world, held)
}

function wantsRestart({ restartPolicy }: Held, exitCode: number): boolean {
  const { name, maximumRetryCount, restartCount } = restartPolicy
  if (name === 'no') return false
  if (name !== 'on-failure') return true
  return exitCode !== 0 && restartCount < (maximumRetryCount ?? Infinity)
}

async function restartLater(world: World, held: Held): Promise<void> {
  await world.clock.wait(restartAfterMs, new AbortController().signal)
  if (held.status.state !== 'restarting' || held.isStopWanted || !world.isReachable()) return
  const { restartPolicy } = held
  held.restartPolicy = { ...restartPolicy, restartCount: restartPolicy.restartCount + 1 }
  begin(world, held)
}

export async function start(world: World, held: Held): Promise<void> {
  if (held.status.state === 'running') return
  if (held.status.state === 'paused') throw isPaused(held)
  world.checkPorts(held)
  const { plan } = held
  const [program = ''] = plan.type === 'toy' ? plan.argv : []
  const name = program.replace(/^(\/usr)?(\/local)?\/s?bin\//, '')
  if (plan.type === 'toy' && !(name in programs)) {
    const error = programMissing(program)
    held.status = { state: 'created', startError: error.data.detail ?? error.message }
    world.changed(held)
    throw error
  }
  begin(world, held)
  // A process that has just been started gets to its first wait before anybody signals it.
  await new Promise<void>((resolve) => setImmediate(resolve))
}

export async function stop(
  world: World,
  held: Held,
  graceSeconds = defaultGraceSeconds,
): Promise<void> {
  held.isStopWanted = true
  if (held.status.state === 'restarting') {
    held.status = { ...held.status, state: 'exited' }
    world.changed(held)
  }
  const { life } = held
  if (life === undefined) return
  resume(world, held)
  life.send((held.base.stopSignal ?? 'SIGTERM').replace(/^SIG/, ''))
  await endWithin(world.clock, held, graceSeconds * 1000)
}

async function endWithin(clock: Clock, { life }: Held, ms: number): Promise<void> {
  if (life === undefined) return
  const patience = new AbortController()
  const tired = clock.wait(ms, patience.signal).then(
    () => life.send('KILL'),
    // It ended in time.
    () => undefined,
  )
  await life.ended
  patience.abort()
  await tired
}

function resume(world: World, held: Held): void {
  if (held.status.state !== 'paused') return
  held.status = { ...held.status, state: 'running' }
  world.changed(held)
}

export async function kill(world: World, held: Held, signalName: string): Promise<void> {
  const number = signalNumber(signalName)
  const { life, base } = held
  if (life === undefined) throw notRunning(held)
  const stops = [
    signalNumber('KILL'),
    signalNumber('TERM'),
    signalNumber(base.stopSignal ?? 'TERM'),
  ]
  // A signal that asks it to end is a wish that it stays down.
  if (stops.includes(number)) held.isStopWanted = true
  life.send(signalName.replace(/^SIG/, ''))
  // A frozen process does not hear it.
  resume(world, held)
  if (number === signalNumber('KILL')) await life.ended
}

export async function restart(world: World, held: Held, graceSeconds?: number): Promise<void> {
  await stop(world, held, graceSeconds)
  await start(world, held)
}

export function pause(world: World, held: Held): void {
  const { status } = held
  if (status.state === 'paused') throw isPaused(held)
  if (status.state !== 'running') throw notRunning(held)
  held.status = { ...status, state: 'paused' }
  world.changed(held)
}

export function unpause(world: World, held: Held): void {
  if (held.status.state !== 'paused') throw notPaused(held)
  resume(world, held)
}

export function rename(world: World, held: Held, name: string): void {
  if (name === held.name) return
  if (world.isNameTaken(held.namespace, name)) throw nameInUse(name)
  held.name = name
  world.changed(held)
}

export async function remove(world: World, held: Held, force: boolean): Promise<void> {
  if (isUp(held) && !force) throw isRunning(held)
  if (held.life !== undefined) await kill(world, held, 'KILL')
  forget(world, held)
}

/** The machine goes off: everything in it ends. Results in what it starts again by itself. */
export async function powerOff(world: World): Promise<readonly Held[]> {
  const alive = world.all().filter(({ life }) => life !== undefined)
  await Promise.all(alive.map((held) => kill(world, held, 'KILL')))
  return alive.filter(
    ({ restartPolicy: { name } }) => name === 'always' || name === 'unless-stopped',
  )
}

function forget(world: World, held: Held): void {
  held.isStopWanted = true
  held.log.end()
  world.remove(held)
}
