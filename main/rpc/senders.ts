import type { StreamOptions } from '../../preload/contract/define.ts'
import { createGate, downLimits, type Limits } from '../../preload/rpc/flow.ts'

/** Takes items from a producer and posts them as far as the reader has room. */
export type Sender = {
  /** False: the producer is not asked for more until `onReady`. */
  readonly isReady: () => boolean
  readonly offer: (item: unknown) => void
  readonly credited: (weight: number) => void
  /** Posts what still waits. */
  readonly flush: () => void
  readonly dispose: () => void
}

type Post = (items: readonly unknown[]) => void

export function createSender(options: StreamOptions, post: Post, onReady: () => void): Sender {
  const limits = downLimits(options)
  if (options.flow === 'latest') return latestSender(limits, post, onReady)
  return options.flow === 'text'
    ? textSender(limits, post, onReady)
    : itemsSender(limits, post, onReady)
}

/** Items of one turn of the loop travel together; nobody waits longer than that turn. */
function itemsSender(limits: Limits, post: Post, onReady: () => void): Sender {
  let batch: unknown[] = []
  let timer: NodeJS.Immediate | undefined
  const gate = createGate(limits, onReady)
  const flush = () => {
    clearImmediate(timer)
    timer = undefined
    if (batch.length === 0) return
    const items = batch
    batch = []
    post(items)
  }
  return {
    isReady: gate.isOpen,
    offer: (item) => {
      batch.push(item)
      gate.sent(limits.weigh(item))
      if (gate.isOpen()) timer ??= setImmediate(flush)
      else flush()
    },
    credited: gate.credited,
    flush,
    dispose: () => clearImmediate(timer),
  }
}

const joinedForMs = 5
const joinedCharacters = 32_768

/**
 * Strings are joined for 5 ms or 32 KiB. The first one after a pause goes at once, so that the echo
 * of a key does not wait.
 */
function textSender(limits: Limits, post: Post, onReady: () => void): Sender {
  let pieces: string[] = []
  let length = 0
  let postedAt = 0
  let immediate: NodeJS.Immediate | undefined
  let timer: NodeJS.Timeout | undefined
  const gate = createGate(limits, onReady)
  const stopTimers = () => {
    clearImmediate(immediate)
    clearTimeout(timer)
    immediate = undefined
    timer = undefined
  }
  const flush = () => {
    stopTimers()
    if (pieces.length === 0) return
    const text = pieces.join('')
    pieces = []
    length = 0
    postedAt = performance.now()
    post([text])
  }
  return {
    isReady: gate.isOpen,
    offer: (item) => {
      const text = String(item)
      pieces.push(text)
      length += text.length
      gate.sent(limits.weigh(text))
      if (length >= joinedCharacters || !gate.isOpen()) flush()
      else if (immediate === undefined && timer === undefined) {
        const waitMs = postedAt + joinedForMs - performance.now()
        if (waitMs <= 0) immediate = setImmediate(flush)
        else timer = setTimeout(flush, waitMs)
      }
    },
    credited: gate.credited,
    flush,
    dispose: stopTimers,
  }
}

/** While the reader is behind, the newest item replaces the one that waits. */
function latestSender(limits: Limits, post: Post, onReady: () => void): Sender {
  let newest: { readonly item: unknown } | undefined
  let turn: NodeJS.Immediate | undefined
  const flush = () => {
    if (newest === undefined) return
    const { item } = newest
    newest = undefined
    gate.sent(limits.weigh(item))
    post([item])
  }
  const gate = createGate(limits, flush)
  return {
    // A producer that never waits must not keep the loop from turning.
    isReady: () => turn === undefined,
    offer: (item) => {
      newest = { item }
      turn = setImmediate(() => {
        turn = undefined
        if (gate.isOpen()) flush()
        onReady()
      })
    },
    credited: gate.credited,
    flush,
    dispose: () => clearImmediate(turn),
  }
}
