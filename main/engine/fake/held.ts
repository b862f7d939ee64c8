import type { Container } from '../../../preload/contract/containers.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import type { LogStore } from './log-store.ts'

export type Status =
  | { readonly state: 'created'; readonly startError?: string }
  | { readonly state: 'running' | 'paused'; readonly startedAt: number; readonly pid: number }
  | {
      readonly state: 'exited' | 'restarting'
      readonly startedAt: number
      readonly exitedAt: number
      readonly exitCode: number
    }

type Changing =
  | 'name'
  | 'state'
  | 'startedAt'
  | 'exitedAt'
  | 'exitCode'
  | 'pid'
  | 'startError'
  | 'health'
  | 'restartPolicy'

/** What it runs: a server that talks, or toy programs. */
type Plan =
  | { readonly type: 'service'; readonly voice: string; readonly everyMs: number }
  | { readonly type: 'toy'; readonly argv: readonly string[] }

/** The first process of a container. */
export type Life = {
  /** Resolves with the exit code. */
  readonly ended: Promise<number>
  send(signalName: string): void
}

/** A container of the fake: what stays, and what changes. */
export type Held = {
  readonly namespace: Namespace
  readonly base: Omit<Container, Changing>
  readonly plan: Plan
  readonly environment: readonly string[]
  readonly log: LogStore
  /** Ends what runs inside besides the first process. */
  readonly shells: Set<() => void>
  readonly failsWith?: string
  name: string
  status: Status
  health?: NonNullable<Container['health']>
  restartPolicy: Container['restartPolicy']
  life?: Life | undefined
  /** A person stopped it: its policy does not start it again. */
  isStopWanted: boolean
}

export const isUp = ({ status }: Held): boolean =>
  status.state === 'running' || status.state === 'paused'

export function rowOf(held: Held): Container {
  const { base, name, status, health, restartPolicy } = held
  return {
    ...base,
    ...status,
    name,
    restartPolicy,
    networks: isUp(held)
      ? base.networks
      : base.networks.map((network) => ({ name: network.name, addresses: [] })),
    ...(health === undefined || !isUp(held) ? {} : { health }),
  }
}
