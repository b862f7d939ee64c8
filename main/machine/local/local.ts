import { mkdir, realpath } from 'node:fs/promises'
import { getuid, platform } from 'node:process'
import { isLocked } from '../../base/process-lock.ts'
import type { Host, Machine } from '../machine.ts'
import type { Context } from './bring-up.ts'
import { withoutRoot } from './checks.ts'
import { planOf } from './daemons.ts'
import { Engine } from './engine.ts'
import { localFiles } from './files.ts'
import { createHost } from './host.ts'
import { layout } from './layout.mjs'
import { boundLog, tailOf } from './log-file.ts'
import { lookAround, type Found } from './look.ts'
import { watchNetworks } from './network.ts'
import { createPipes, type PipeFolder } from './pipes.ts'
import { createState, pathsOf, type MachineTeller } from './state.ts'
import { systemPath } from './tool.ts'
import { followUsage } from './usage.ts'

export type LocalMachineOptions = {
  /** The folder of all state. */
  readonly home: string
  /** Where the programs are: `bin`, `cni` and `manifest.json`. */
  readonly bundle: string
  /** Where programs of the system are looked for; for tests of what is missing. */
  readonly path?: string
  readonly now?: () => number
}

/** What is known once the home is there. */
type Ready = {
  readonly context: Context
  readonly engine: Engine
  readonly pipes: PipeFolder
  readonly host: Host
}

/**
 * This computer, with a containerd and a buildkitd of our own. They outlive the app, and are found
 * again by the next one.
 */
export function createLocalMachine(options: LocalMachineOptions): Machine {
  const limitations = hasRoot ? [] : [`${withoutRoot.message} ${withoutRoot.hint ?? ''}`]
  const state = createState(layout(options.home), limitations)
  const closing = new AbortController()
  let host: Host | undefined
  const ready = prepare(options, state)
  const settled = ready.then(async (all) => {
    host = all.host
    await catchUp(all, state)
    boundLogs(all.context, closing.signal)
    follow(all, state, closing.signal).catch((error: unknown) => lessAware(state, error))
  })
  return {
    state: state.get,
    async *follow(signal) {
      await settled
      yield* state.follow(signal)
    },
    async *usage(signal) {
      yield* followUsage((await ready).context.places.home, signal)
    },
    start: () => settled.then(() => ready).then(({ engine }) => engine.start()),
    stop: () => settled.then(() => ready).then(({ engine }) => engine.stop()),
    restart: async () => {
      await settled
      const { engine } = await ready
      await engine.stop()
      await engine.start()
    },
    log: async (program, lines) => tailOf(planOf(program, (await ready).context).log, lines),
    host: () => (isUp(state) ? host : undefined),
    dispose: async () => {
      closing.abort()
      const { engine, pipes } = await ready
      await settled
      await engine.dispose()
      await pipes.dispose()
    },
  }
}

const hasRoot = platform !== 'linux' || getuid?.() === 0

async function prepare(options: LocalMachineOptions, state: MachineTeller): Promise<Ready> {
  const { home, bundle, path = systemPath, now = Date.now } = options
  const places = layout(await realHome(home))
  state.tell({ paths: pathsOf(places) })
  const context = { places, bundle, path }
  const pipes = createPipes(places.run.pipes)
  const engine = new Engine({ context, state, now })
  return { context, engine, pipes, host: createHost({ ...context, pipes }) }
}

/** nerdctl and sockets go by the real path. A home that cannot be made is explained by the checks. */
async function realHome(home: string): Promise<string> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 })
    return await realpath(home)
  } catch {
    return home
  }
}

/** Finds what runs already, after a start of the app or when another app has started or stopped it. */
async function look({ context, engine }: Ready, state: MachineTeller): Promise<Found['kind']> {
  if (!hasRoot || engine.isActive() || (await isLocked(context.places.lock))) return 'nothing'
  const found = await lookAround(context)
  if (found.kind !== 'running') {
    const isOver = found.kind === 'nothing' && !engine.isHeld() && !engine.isActive()
    if (isOver && isUp(state)) state.become('stopped')
  } else if (engine.isHeld() || engine.isActive()) {
    found.containerd.release()
    found.buildkitd?.release()
  } else {
    const { versions, limitations } = found
    state.become('running', { versions, limitations: [...limitations] })
    engine.adopt(found.containerd, found.buildkitd)
  }
  return found.kind
}

const isUp = (state: MachineTeller) => ['running', 'degraded'].includes(state.get().status)

/** What an app that was there would have done when it happened. */
async function catchUp(ready: Ready, state: MachineTeller): Promise<void> {
  const kind = await look(ready, state)
  if (kind === 'hung' || kind === 'orphans') await ready.engine.heal(reasons[kind])
}

const reasons = {
  hung: 'containerd did not answer, so it was ended and started again.',
  orphans: 'containerd had ended while containers ran on, so it was started again.',
}

/** Another app lets go of the lock when it has started or stopped the engine. */
async function follow(ready: Ready, state: MachineTeller, signal: AbortSignal): Promise<void> {
  const { places } = ready.context
  if (!hasRoot) return
  watchNetworks(places, signal).catch((error: unknown) => lessAware(state, error))
  for await (const { name } of localFiles.watch(places.engine, signal)) {
    if (name === 'lock' && !(await isLocked(places.lock))) await look(ready, state)
  }
}

/** A file that grows raises events at every line: an hourly look costs less. */
function boundLogs({ places }: Context, signal: AbortSignal): void {
  const { containerd, buildkitd } = places.logs
  const look = () => {
    // A full disk is told where something fails for it.
    for (const path of [containerd, buildkitd]) boundLog(path).catch(() => undefined)
  }
  const timer = setInterval(look, 3_600_000).unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

function lessAware(state: MachineTeller, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error)
  const limitation = `What other programs change about the engine may go unnoticed: ${words}`
  state.tell({ limitations: [...state.get().limitations, limitation] })
}
