import type { Context } from './bring-up.ts'
import { stopAll, withContainerd } from './containers.ts'
import { endDaemon, findDaemon } from './daemon.ts'
import { planOf, type Program } from './daemons.ts'
import { removeLeftovers } from './leftovers.ts'
import { usedSubnets } from './network.ts'
import { readRecord, writeRecord } from './record.ts'
import { answers } from './socket.ts'
import type { StagePlan, Timeline } from './timeline.ts'

export const stopStages: StagePlan = [
  ['buildkit', 'Stop BuildKit'],
  ['containers', 'Stop containers'],
  ['containerd', 'Stop containerd'],
  ['cleaning', 'Clean up'],
]

const graceMs = 15_000

/** Everything that this home runs, whether it was well or not; nothing of it is left. */
export async function takeDown(context: Context, timeline: Timeline): Promise<void> {
  const { places, path } = context
  // First of all: another app that sees a daemon end must not start it again.
  const record = await readRecord(places.record)
  // On a full disk it has to be possible as well.
  await writeRecord(places.record, { ...record, wanted: 'stopped' }).catch(() => undefined)
  await timeline.run('buildkit', (note) => end('buildkitd', context, note))
  if (await answers(places.sockets.containerd))
    await timeline.run('containers', (note) =>
      withContainerd(places.sockets.containerd, async (clients) => {
        const count = await stopAll(clients, (left) => note(`${left} left`))
        note(count === 0 ? 'None ran.' : `${count} stopped.`)
      }),
    )
  else timeline.skip('containers', 'containerd did not answer.')
  await timeline.run('containerd', (note) => end('containerd', context, note))
  await timeline.run('cleaning', async (note) => {
    const done = await removeLeftovers(places, path, await usedSubnets(places))
    if (done.length > 0) note(`${done.join('. ')}.`)
  })
}

async function end(program: Program, context: Context, note: (text: string) => void) {
  const daemon = await findDaemon(planOf(program, context))
  if (daemon === undefined) {
    note('It did not run.')
    return
  }
  daemon.release()
  await endDaemon(daemon, graceMs)
}
