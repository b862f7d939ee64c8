import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { ErrorData } from '../../preload/contract/errors.ts'
import { toErrorData } from '../lib/errors.ts'
import { inOneFrame } from './frame.ts'

/** A store that follows the backend for as long as somebody holds it. */
export type Feed<State> = {
  readonly store: StoreApi<State>
  /** Returns what lets go; the last to let go ends the stream. */
  readonly retain: () => () => void
}

export type FeedOptions<State, Item> = {
  readonly initial: State
  readonly open: (signal: AbortSignal) => AsyncIterable<Item>
  readonly apply: (state: State, item: Item) => State
  /** The stream broke; it will be opened again. */
  readonly lost: (state: State, error: ErrorData, at: number) => State
  /** Calls back once, soon, however many items come: one animation frame, and a test's own. */
  readonly schedule?: ((flush: () => void) => void) | undefined
  /** How long it goes on without a holder, so that going from page to page does not end it. */
  readonly lingerMs?: number | undefined
}

const firstWaitMs = 100
const longestWaitMs = 5_000

/** Resolves after the time or at the abort, whatever is first. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })

const ended: ErrorData = { code: 'unavailable', message: 'The backend ended this stream.' }

/** Reads the stream, and opens it again when it breaks: the client itself waits for a connection. */
async function follow<State, Item>(
  { open, apply, lost }: FeedOptions<State, Item>,
  change: (next: (state: State) => State) => void,
  signal: AbortSignal,
): Promise<void> {
  let waitMs = firstWaitMs
  while (!signal.aborted) {
    let error = ended
    try {
      for await (const item of open(signal)) {
        if (isOver(signal)) return
        waitMs = firstWaitMs
        change((state) => apply(state, item))
      }
    } catch (thrown) {
      error = toErrorData(thrown)
    }
    if (isOver(signal)) return
    const at = Date.now()
    change((state) => lost(state, error, at))
    await pause(waitMs, signal)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
}

/** Asked anew: the compiler takes the loop's condition for the whole truth. */
const isOver = (signal: AbortSignal) => signal.aborted

/** Collects changes for one frame and applies them in one `set`. */
function collector<State>(store: StoreApi<State>, schedule: (flush: () => void) => void) {
  let changes: ((state: State) => State)[] = []
  const flush = () => {
    const now = changes
    changes = []
    const before = store.getState()
    const after = now.reduce((state, change) => change(state), before)
    if (after !== before) store.setState(after, true)
  }
  return (change: (state: State) => State) => {
    changes.push(change)
    if (changes.length === 1) schedule(flush)
  }
}

export function createFeed<State, Item>(options: FeedOptions<State, Item>): Feed<State> {
  const { initial, schedule = inOneFrame, lingerMs = 1_000 } = options
  const store = createStore<State>(() => initial)
  let holders = 0
  let running: AbortController | undefined
  let farewell: ReturnType<typeof setTimeout> | undefined
  const begin = () => {
    const controller = new AbortController()
    running = controller
    const collect = collector(store, schedule)
    // Never rejects: what is thrown while reading becomes part of the state.
    void follow(
      options,
      (change) => collect((state) => (controller.signal.aborted ? state : change(state))),
      controller.signal,
    )
  }
  const end = () => {
    running?.abort()
    running = undefined
    store.setState(initial, true)
  }
  return {
    store,
    retain: () => {
      holders += 1
      clearTimeout(farewell)
      if (running === undefined) begin()
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        holders -= 1
        if (holders === 0) farewell = setTimeout(end, lingerMs)
      }
    },
  }
}
