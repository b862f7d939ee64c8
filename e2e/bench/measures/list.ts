import { listByAdapter } from '../adapter.ts'
import type { Measure } from '../measure.ts'
import { median, timed } from '../numbers.ts'
import { fleetSize } from '../ground.ts'
import { listRaw } from '../raw.ts'

const rounds = 25
const aimedFactor = 1.3

/** From nothing to all rows, each time with a connection of its own. */
export const list: Measure = {
  name: 'list',
  run: async (ground) => {
    const { places, bundle, scope, tools } = await ground.fleet()
    const raw: number[] = []
    const ours: number[] = []
    // In turns, because what else the computer does changes from second to second.
    for (let round = 0; round < rounds; round += 1) {
      raw.push(...(await timed(1, () => listRaw(places.sockets.containerd, scope.namespace))))
      ours.push(...(await timed(1, () => listByAdapter(places, bundle, scope.namespace))))
    }
    const nerdctl = await timed(1, async () => {
      const ids = (await tools.nerdctl('ps', '-a', '-q', '--no-trunc')).trim().split('\n')
      await tools.nerdctl('inspect', ...ids)
    })
    const limit = { value: median(raw), what: 'raw gRPC, ListStream and Tasks.List decoded' }
    return [
      {
        name: `list of ${fleetSize} containers`,
        unit: 'ms',
        ours: median(ours),
        peer: { value: median(nerdctl), what: 'nerdctl ps -a, then nerdctl inspect of all' },
        limit,
        aim: { atMost: aimedFactor * limit.value },
        note: `medians of ${rounds}; ours is the whole model of each container, its files read`,
      },
    ]
  },
}
