import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../preload/contract/errors.ts'
import { asError, judge } from './checks.ts'
import { listTasks, versionOf, withContainerd } from './containers.ts'
import type { Daemon, DaemonPlan } from './daemon.ts'
import { endedError, ensureDaemon, planOf } from './daemons.ts'
import { gather } from './facts.ts'
import type { Layout } from './layout.mjs'
import { findShims, markRules } from './leftovers.ts'
import { prepareNetwork } from './network.ts'
import { prepare } from './prepare.ts'
import { readRecord, writeRecord } from './record.ts'
import type { StagePlan, Timeline } from './timeline.ts'

/** The end of a daemon is noticed within this time after its connections broke. */
const noticeMs = 500

export type Context = {
  readonly places: Layout
  readonly bundle: string
  /** Where programs of the system are looked for. */
  readonly path: string
}

export const startStages: StagePlan = [
  ['checks', 'Check this computer'],
  ['configuration', 'Write the configuration'],
  ['network', 'Prepare the network'],
  ['containerd', 'Start containerd'],
  ['containers', 'Find containers'],
  ['buildkit', 'Start BuildKit'],
]

export type Up = {
  readonly containerd: Daemon
  readonly versions: Readonly<Record<string, string>>
  readonly limitations: readonly string[]
}

/** All but BuildKit: containers need no waiting for it. */
export async function bringUp(context: Context, timeline: Timeline, reason?: string): Promise<Up> {
  const { places, bundle, path } = context
  const checked = await timeline.run('checks', (note) => check(context, note))
  await timeline.run('configuration', async (note) => {
    const mended = await prepare(places, bundle)
    if (mended.length > 0) note(`Rewrote ${mended.join(', ')}.`)
  })
  await timeline.run('network', async (note) => {
    const { subnet: remembered, ...record } = await readRecord(places.record)
    const isInUse = (await findShims(places)).length > 0
    await markRules(path)
    const { subnet, notes } = await prepareNetwork({ places, path, remembered, isInUse })
    await writeRecord(places.record, { ...record, subnet, wanted: 'running' })
    note([`Containers get addresses of ${subnet}.`, ...notes].join(' '))
  })
  const containerd = await timeline.run('containerd', (note) => {
    if (reason !== undefined) note(reason)
    return ensureDaemon(planOf('containerd', context), note)
  })
  const version = await timeline.run('containers', (note) =>
    unlessEnded(planOf('containerd', context), containerd, findAgain(places, note)),
  )
  return {
    containerd,
    versions: { ...checked.versions, containerd: version },
    limitations: [...checked.warnings, ...olderVersion(version, checked.versions['containerd'])],
  }
}

async function check({ places, bundle, path }: Context, note: (text: string) => void) {
  const record = await readRecord(places.record)
  const { verifiedBundle } = record
  const facts = await gather({ places, bundle, path, verifiedBundle })
  const { problems, warnings } = judge(facts)
  const error = asError(problems)
  if (error !== undefined) throw new AppError(error)
  const { fingerprint, versions } = facts.bundle
  if (fingerprint !== verifiedBundle)
    await writeRecord(places.record, { ...record, verifiedBundle: fingerprint })
  if (warnings.length > 0) note(warnings.join(' '))
  return { versions, warnings }
}

async function findAgain(places: Layout, note: (text: string) => void): Promise<string> {
  return withContainerd(places.sockets.containerd, async (clients) => {
    const version = await versionOf(clients)
    const running = (await listTasks(clients)).filter(({ isStopped }) => !isStopped).length
    if (running > 0)
      note(`${running} ${running === 1 ? 'container runs' : 'containers run'} still.`)
    return version.replace(/^v/, '')
  })
}

/** A call to a daemon that has just died fails late or in words that do not say so. */
async function unlessEnded<T>(plan: DaemonPlan, daemon: Daemon, work: Promise<T>): Promise<T> {
  const ended = daemon.ended.then(async (how) => {
    throw await endedError(plan, daemon, how)
  })
  return Promise.race([
    work.catch(async (error: unknown) => {
      await Promise.race([ended, delay(noticeMs)])
      throw error
    }),
    ended,
  ])
}

/** The bundle was renewed while the daemon ran on. */
export const olderVersion = (running: string, bundled: string | undefined): readonly string[] =>
  bundled === undefined || bundled === running
    ? []
    : [
        `containerd ${running} runs, and Goldfinch brings ${bundled}: restart the machine to change.`,
      ]
