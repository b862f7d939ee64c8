import { z } from 'zod'
import { ConnectionId } from '../../../preload/contract/scope.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Engine } from '../engine.ts'
import { createClock } from './clock.ts'
import { createFakeEngine } from './fake.ts'
import type { Held } from './held.ts'
import { createFakeMachine } from './machine.ts'
import { populateContainers, populateImages, populateNamespaces } from './populate.ts'
import { engineOff, engineSilent } from './rules.ts'
import { demoSeeds, manySeeds, type Seed } from './seeds.ts'
import { begin, powerOff } from './verbs.ts'
import { createWorld, type World } from './world.ts'

/**
 * `stopped`: the machine is off; `broken`: and it cannot be started; `unreachable`: it runs, but
 * containerd does not answer; `empty`: no containers, no images but busybox; `thousand`: many rows.
 */
const Scenario = z.enum(['lively', 'empty', 'stopped', 'broken', 'unreachable', 'thousand'])
type Scenario = z.infer<typeof Scenario>

export type DemoOptions = {
  readonly scenario?: Scenario
  /** 1 is real time, 0 makes what takes time happen at once. */
  readonly pace?: number
  readonly home?: string
}

export type Demo = { readonly machine: Machine; readonly engine: Engine; readonly world: World }

/** Reads GOLDFINCH_DEMO: a scenario, and `instant`, joined by commas; throws on other words. */
export function demoOptions(words: string | undefined): DemoOptions {
  const all = (words ?? '').split(',').filter((word) => word !== '')
  const [scenario = 'lively', ...more] = all.filter((word) => word !== 'instant')
  const known = Scenario.safeParse(scenario)
  if (!known.success || more.length > 0)
    throw new Error(
      `GOLDFINCH_DEMO is one of ${Scenario.options.join(', ')}, with or without ",instant".`,
    )
  return { scenario: known.data, pace: all.includes('instant') ? 0 : 1 }
}

const demoConnection = ConnectionId.parse('demo')

/** A machine and an engine that exist in memory only. */
export function createDemo({ scenario = 'lively', pace = 1, home = '' }: DemoOptions = {}): Demo {
  const clock = createClock(pace)
  const world = createWorld(clock)
  const isRunning = scenario !== 'stopped' && scenario !== 'broken'
  populateNamespaces(world)
  populateImages(world, scenario === 'empty' ? [] : demoSeeds)
  populateContainers(world, seedsOf(scenario, isRunning))
  if (!isRunning) world.setProblem(engineOff())
  if (scenario === 'unreachable') world.setProblem(engineSilent())
  let returning: readonly Held[] = []
  const machine = createFakeMachine({
    id: demoConnection,
    home,
    clock,
    isRunning,
    failsToStart: scenario === 'broken',
    onUp: () => {
      world.setProblem(undefined)
      for (const held of returning) if (held.life === undefined) begin(world, held)
      returning = []
    },
    onDown: async () => {
      returning = await powerOff(world)
      world.setProblem(engineOff())
    },
  })
  return { machine, engine: createFakeEngine(world, demoConnection), world }
}

function seedsOf(scenario: Scenario, isRunning: boolean): readonly Seed[] {
  if (scenario === 'empty') return []
  if (scenario === 'thousand') return manySeeds(1000)
  if (isRunning) return demoSeeds
  return demoSeeds.map((seed) =>
    seed.state === 'created' ? seed : { ...seed, state: 'exited', exitCode: seed.exitCode ?? 0 },
  )
}
