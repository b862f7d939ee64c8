import { ConnectionId, type Namespace } from '../../preload/contract/scope.ts'
import type { Machine as MachineState } from '../../preload/contract/machine.ts'
import { createContainerdEngine } from '../../main/engine/containerd/containerd.ts'
import { createHost } from '../../main/machine/local/host.ts'
import type { Layout } from '../../main/machine/local/layout.mjs'
import { createPipes } from '../../main/machine/local/pipes.ts'
import type { Machine } from '../../main/machine/machine.ts'

/** Rows of the first snapshot of an engine adapter that knows nothing yet. */
export async function listByAdapter(
  places: Layout,
  bundle: string,
  namespace: Namespace,
): Promise<number> {
  const machine = runningMachine(places, bundle)
  const engine = createContainerdEngine({ connection: here, name: 'bench', machine })
  const ended = new AbortController()
  try {
    for await (const item of engine.containers.follow(namespace, ended.signal))
      if (item.type === 'snapshot') return item.rows.length
    throw new Error('The list ended without a snapshot.')
  } finally {
    ended.abort()
    await engine.dispose()
  }
}

const here = ConnectionId.parse('local')

/** A machine that another process supervises: it runs, and that is all. */
function runningMachine(places: Layout, bundle: string): Machine {
  const state: MachineState = {
    id: here,
    kind: 'local',
    name: 'bench',
    status: 'running',
    since: 0,
    versions: {},
    paths: { home: places.home, logs: places.logs.folder },
    limitations: [],
  }
  const pipes = createPipes(places.run.pipes)
  const host = createHost({ places, bundle, path: process.env['PATH'] ?? '', pipes })
  const nothing = () => Promise.resolve()
  return {
    state: () => state,
    async *follow(signal) {
      yield state
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
    async *usage() {
      // Nobody looks.
    },
    start: nothing,
    stop: nothing,
    restart: nothing,
    log: () => Promise.resolve([]),
    host: () => host,
    dispose: nothing,
  }
}
