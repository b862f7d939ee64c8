import type { Client, Opened } from '../../preload/contract/derive.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { Container } from '../../preload/contract/containers.ts'
import type { Contract } from '../../preload/contract/index.ts'
import type { Machine } from '../../preload/contract/machine.ts'
import { Namespace, type ConnectionId } from '../../preload/contract/scope.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'

/** What the shell knows of the app: enough for tray, menu and the question before quitting. */
export type Situation = {
  readonly connection: ConnectionId | undefined
  readonly machine: Machine | undefined
  readonly containers: ReadonlyMap<Container['id'], Container>
  readonly settings: Settings
}

const unknown: Situation = {
  connection: undefined,
  machine: undefined,
  containers: new Map(),
  settings: defaultSettings,
}

/** Follows the app through the contract, as a page does; ends with the signal. */
export function followSituation(
  client: Client<Contract>,
  changed: (situation: Situation) => void,
  signal: AbortSignal,
): { current(): Situation } {
  let situation = unknown
  const set = (change: Partial<Situation>) => {
    situation = { ...situation, ...change }
    changed(situation)
  }
  const options = { signal }
  const everything = async () => {
    const { connections } = await client.system.info({}, options)
    const connection = connections[0]?.id
    if (connection === undefined) return
    set({ connection })
    const scope = { connection, namespace: Namespace.parse('default') }
    await Promise.all([
      keep(
        () => client.settings.follow({}, options),
        signal,
        (settings) => set({ settings }),
      ),
      keep(
        () => client.machine.follow({ connection }, options),
        signal,
        (machine) => set({ machine }),
      ),
      keep(
        () => client.containers.follow(scope, options),
        signal,
        (change) => set({ containers: applied(situation.containers, change) }),
      ),
    ])
  }
  void untilItWorks(everything, signal)
  return { current: () => situation }
}

type Change =
  ReturnType<Client<Contract>['containers']['follow']> extends Opened<infer Item, never>
    ? Item
    : never

function applied(containers: Situation['containers'], change: Change): Situation['containers'] {
  if (change.type === 'unreachable') return new Map()
  const next = new Map(change.type === 'snapshot' ? [] : containers)
  const { rows, removed } =
    change.type === 'snapshot'
      ? { rows: change.rows, removed: [] }
      : { rows: change.upsert, removed: change.remove }
  for (const row of rows) next.set(row.id, row)
  for (const id of removed) next.delete(id)
  return next
}

/** Opens the stream again whenever it ends: the client itself waits for the backend to be back. */
async function keep<T>(
  open: () => AsyncIterable<T>,
  signal: AbortSignal,
  take: (item: T) => void,
): Promise<void> {
  await untilItWorks(async () => {
    for await (const item of open()) take(item)
    throw new AppError({ code: 'unavailable', message: 'The stream ended.' })
  }, signal)
}

async function untilItWorks(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  const isOver = () => signal.aborted
  while (!isOver()) {
    try {
      await work()
      return
    } catch (error) {
      if (isOver()) return
      if (!(error instanceof AppError) || error.data.code !== 'unavailable') throw error
    }
  }
}
