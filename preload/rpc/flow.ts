import type { StreamOptions } from '../contract/define.ts'
import { weigh } from './weight.ts'

/**
 * A credit window: the sender stops when `high` is on its way, goes on when no more than `low` is;
 * the reader says every `acknowledge` what it has consumed. `acknowledge` is at most `low + 1`, or
 * both would wait for each other.
 */
export type Limits = {
  readonly high: number
  readonly low: number
  readonly acknowledge: number
  readonly weigh: (item: unknown) => number
}

/** Measured with bytes and log lines over ports: facts-desktop, section 5. */
const normal: Limits = { high: 262_144, low: 131_072, acknowledge: 65_536, weigh }
/** VS Code's figures for terminals, in characters. */
const text: Limits = {
  high: 100_000,
  low: 5_000,
  acknowledge: 5_000,
  weigh: (item) => (typeof item === 'string' ? item.length : weigh(item)),
}
/** One item on its way; what comes meanwhile replaces what waits. */
const latest: Limits = { high: 1, low: 0, acknowledge: 1, weigh: () => 1 }

/** What is sent up always has the normal window. */
export const upLimits = normal

export function downLimits({ flow }: StreamOptions): Limits {
  if (flow === undefined) return normal
  return flow === 'text' ? text : latest
}

/** The sender's side of a window. */
export type Gate = {
  readonly isOpen: () => boolean
  readonly sent: (weight: number) => void
  readonly credited: (weight: number) => void
}

export function createGate({ high, low }: Limits, onOpen: () => void): Gate {
  let outstanding = 0
  let isOpen = true
  return {
    isOpen: () => isOpen,
    sent: (weight) => {
      outstanding += weight
      if (outstanding >= high) isOpen = false
    },
    credited: (weight) => {
      outstanding = Math.max(0, outstanding - weight)
      if (isOpen || outstanding > low) return
      isOpen = true
      onOpen()
    },
  }
}

/** The reader's side of a window: call it with each consumed item. */
export function createMeter(
  limits: Limits,
  acknowledge: (weight: number) => void,
): (item: unknown) => void {
  let consumed = 0
  return (item) => {
    consumed += limits.weigh(item)
    if (consumed < limits.acknowledge) return
    const weight = consumed
    consumed = 0
    acknowledge(weight)
  }
}
