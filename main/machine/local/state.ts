import type { ErrorData } from '../../../preload/contract/errors.ts'
import type { Machine, MachineStatus } from '../../../preload/contract/machine.ts'
import { ConnectionId } from '../../../preload/contract/scope.ts'
import { observable } from '../../base/observable.ts'
import type { Layout } from './layout.mjs'

/** The connection that is this computer. */
export const localConnection = ConnectionId.parse('local')

type Extra = Partial<Pick<Machine, 'versions' | 'limitations' | 'timeline' | 'paths'>>

/** What is told of the machine; a status that stays keeps its time. */
export type MachineTeller = ReturnType<typeof createState>

export function createState(places: Layout, limitations: readonly string[]) {
  const value = observable<Machine>({
    id: localConnection,
    kind: 'local',
    name: 'This computer',
    status: 'stopped',
    since: Date.now(),
    versions: {},
    paths: pathsOf(places),
    limitations: [...limitations],
  })
  return {
    get: () => value.get(),
    follow: (signal: AbortSignal) => value.follow(signal),
    /** Without a problem, because every status comes with its own or none. */
    become(status: MachineStatus, extra: Extra = {}, problem?: Machine['problem']) {
      const { problem: former, ...before } = value.get()
      const isSame = status === before.status && former?.message === problem?.message
      const since = isSame ? before.since : Date.now()
      value.set({
        ...before,
        ...extra,
        status,
        since,
        ...(problem === undefined ? {} : { problem }),
      })
    },
    tell: (extra: Extra) => value.set({ ...value.get(), ...extra }),
  }
}

export const pathsOf = ({ home, sockets, logs }: Layout): Machine['paths'] => ({
  home,
  containerdSocket: sockets.containerd,
  buildkitSocket: sockets.buildkit,
  logs: logs.folder,
})

export const problemOf = (
  error: ErrorData,
  stage: string | undefined,
  logTail: readonly string[],
): NonNullable<Machine['problem']> => ({
  ...error,
  ...(stage === undefined ? {} : { stage }),
  logTail: [...logTail],
})
