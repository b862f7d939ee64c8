import { findDaemon, waitForAnswer, type Daemon } from './daemon.ts'
import { planOf } from './daemons.ts'
import { olderVersion, type Context } from './bring-up.ts'
import { checkBundle } from './bundle.ts'
import { versionOf, withContainerd } from './containers.ts'
import { findShims } from './leftovers.ts'
import { readRecord } from './record.ts'

/** What of a home's engine runs, whoever started it. */
export type Found =
  | { readonly kind: 'nothing' }
  /** Containers run, and nobody looks after them. */
  | { readonly kind: 'orphans' }
  | { readonly kind: 'hung' }
  | {
      readonly kind: 'running'
      readonly containerd: Daemon
      readonly buildkitd: Daemon | undefined
      readonly versions: Readonly<Record<string, string>>
      readonly limitations: readonly string[]
    }

const patienceMs = 3000

export async function lookAround(context: Context): Promise<Found> {
  const { places, bundle } = context
  const plan = planOf('containerd', context)
  const containerd = await findDaemon(plan)
  if (containerd === undefined) {
    const { wanted } = await readRecord(places.record)
    const isOrphaned = wanted === 'running' && (await findShims(places)).length > 0
    return { kind: isOrphaned ? 'orphans' : 'nothing' }
  }
  const version = (await waitForAnswer(plan, containerd, patienceMs)).isReady
    ? await withContainerd(places.sockets.containerd, versionOf).catch(() => undefined)
    : undefined
  // It hangs, or has ended since it was found; in both cases it has to be started again.
  if (version === undefined) {
    containerd.release()
    return { kind: 'hung' }
  }
  const [buildkitd, { versions }] = await Promise.all([
    findDaemon(planOf('buildkitd', context)),
    checkBundle(bundle, (await readRecord(places.record)).verifiedBundle),
  ])
  const running = version.replace(/^v/, '')
  return {
    ...{ kind: 'running', containerd, buildkitd },
    versions: { ...versions, containerd: running },
    limitations: olderVersion(running, versions['containerd']),
  }
}
