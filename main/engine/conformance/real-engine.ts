import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadStream } from 'node:fs'
import { ConnectionId, Namespace } from '../../../preload/contract/scope.ts'
import { createLocalMachine } from '../../machine/local/local.ts'
import type { Finished, Host, Machine } from '../../machine/machine.ts'
import { createContainerdEngine } from '../containerd/containerd.ts'
import type { Trouble } from '../containerd/table.ts'
import type { Engine } from '../engine.ts'
import { busyboxArchive, busyboxMissing } from './image.ts'

const architecture = process.arch === 'x64' ? 'amd64' : process.arch
const bundle = join(import.meta.dirname, `../../../resources/bundle/linux-${architecture}`)

/** The namespace in which the tests work. */
export const testNamespace = Namespace.parse('default')

/** Why the real engine cannot run here, or undefined. */
export async function whyNoRealEngine(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'containerd runs on Linux only'
  if (process.getuid?.() !== 0) return 'containerd needs root here'
  try {
    await access(join(bundle, 'manifest.json'))
  } catch {
    return 'the bundle is not built (npm run bundle)'
  }
  return busyboxMissing()
}

export type RealEngine = {
  readonly engine: Engine
  readonly machine: Machine
  readonly host: Host
  /** All that reconciliation had to correct. */
  readonly troubles: readonly Trouble[]
  /** What a person does in a terminal; fails with its words. */
  nerdctl(...argv: readonly string[]): Promise<Finished>
  stop(): Promise<void>
}

/** The real thing, in a home of its own, with one image: nothing else of this computer is touched. */
export async function startRealEngine(): Promise<RealEngine> {
  const home = await mkdtemp(join(tmpdir(), 'containerd-test-'))
  const machine = createLocalMachine({ home, bundle })
  await machine.start()
  const host = machine.host()
  if (host === undefined) throw new Error('The machine runs, but has no host.')
  const troubles: Trouble[] = []
  const engine = createContainerdEngine({
    connection: ConnectionId.parse('local'),
    name: 'Test',
    machine,
    onTrouble: (trouble) => troubles.push(trouble),
  })
  await loadBusybox(engine)
  return {
    engine,
    machine,
    host,
    troubles,
    nerdctl: async (...argv) => {
      const finished = await host.run({ program: 'nerdctl', argv })
      if (finished.exitCode !== 0) throw new Error(`${argv.join(' ')}: ${finished.stderr}`)
      return finished
    },
    stop: async () => {
      await engine.dispose()
      await machine.stop()
      await machine.dispose()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function loadBusybox(engine: Engine): Promise<void> {
  const archive = createReadStream(await busyboxArchive())
  const steps = engine.images.load(testNamespace, archive, new AbortController().signal)
  for await (const step of steps) if (step.type === 'loaded') return
  throw new Error('The image was not loaded.')
}
