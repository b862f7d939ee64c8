import type { LogBatch } from '../../preload/contract/containers.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { ErrorData } from '../../preload/contract/errors.ts'
import { toErrorData } from '../lib/errors.ts'
import { createLogModel } from './model.ts'
import type { LogModel } from './model.ts'

export type LogWanted = { readonly since?: number; readonly tail?: number }
/** Where lines come from; follows until the signal. */
export type LogSource = (wanted: LogWanted, signal: AbortSignal) => AsyncIterable<LogBatch>

export type LogStatus =
  | { readonly type: 'loading' }
  | { readonly type: 'live' }
  /** The source ended by itself: what it followed is gone. */
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly error: ErrorData; readonly isRetrying: boolean }

export type LogSession = {
  readonly model: LogModel
  readonly status: () => LogStatus
  /** Counts what there is to draw: once for each frame, however many lines came. */
  readonly version: () => number
  readonly subscribe: (changed: () => void) => () => void
  /** The view changed something about the model itself. */
  readonly touch: () => void
  readonly open: () => () => void
}

/** A log that says nothing for so long is empty, not slow. */
const settledMs = 300
const longestWaitMs = 5_000

/** Lines after a time: what a source sends again after a break is left out. */
function after(batch: LogBatch, time: number): LogBatch {
  const from = batch.times.findIndex((at) => at > time)
  if (from <= 0) return from === 0 ? batch : { times: [], streams: '', texts: '' }
  return {
    times: batch.times.slice(from),
    streams: batch.streams.slice(from),
    texts: batch.texts.split('\n').slice(from).join('\n'),
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })

type Doing = {
  readonly source: LogSource
  readonly model: LogModel
  readonly since: number | undefined
  readonly signal: AbortSignal
  readonly say: (status: LogStatus) => void
  readonly changed: () => void
}

const isOver = ({ aborted }: AbortSignal) => aborted

/** Reads once, from the last line that is known. Rejects when the stream breaks. */
async function read({ source, model, since, signal, say, changed }: Doing): Promise<void> {
  const { ring } = model
  const last = ring.next() > ring.first() ? ring.time(ring.next() - 1) : undefined
  const from = last ?? since
  const wanted = { tail: ring.capacity, ...(from === undefined ? {} : { since: from }) }
  const settled = setTimeout(() => say({ type: 'live' }), settledMs)
  try {
    for await (const batch of source(wanted, signal)) {
      if (isOver(signal)) return
      clearTimeout(settled)
      model.push(last === undefined ? batch : after(batch, last))
      say({ type: 'live' })
      changed()
    }
    say({ type: 'ended' })
  } finally {
    clearTimeout(settled)
  }
}

/** Reads, and again after a break that heals by itself. */
async function follow(doing: Doing): Promise<void> {
  let waitMs = 200
  while (!isOver(doing.signal)) {
    try {
      await read(doing)
      return
    } catch (thrown) {
      if (isOver(doing.signal)) return
      const error = toErrorData(thrown)
      const isRetrying = thrown instanceof AppError && error.code === 'unavailable'
      doing.say({ type: 'failed', error, isRetrying })
      if (!isRetrying) return
    }
    await pause(waitMs, doing.signal)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
}

/** One log being read. Lines never enter a store: views draw from the model. */
export function createLogSession(
  source: LogSource,
  { capacity, since }: { readonly capacity: number; readonly since?: number | undefined },
): LogSession {
  const model = createLogModel(capacity)
  const listeners = new Set<() => void>()
  let status: LogStatus = { type: 'loading' }
  let version = 0
  let isPlanned = false
  const flush = () => {
    isPlanned = false
    version += 1
    for (const listener of listeners) listener()
  }
  const changed = () => {
    if (isPlanned) return
    isPlanned = true
    requestAnimationFrame(flush)
  }
  const say = (next: LogStatus) => {
    if (next.type === 'live' && status.type === 'live') return
    status = next
    changed()
  }
  return {
    model,
    status: () => status,
    version: () => version,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    touch: changed,
    open: () => {
      const controller = new AbortController()
      // Never rejects: what is thrown becomes the status.
      void follow({ source, model, since, signal: controller.signal, say, changed })
      return () => controller.abort()
    },
  }
}
