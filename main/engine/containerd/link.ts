import { isDeepStrictEqual } from 'node:util'
import { ConnectError } from '@connectrpc/connect'
import { AppError, type ErrorData } from '../../../preload/contract/errors.ts'
import { observable } from '../../base/observable.ts'
import type { Host, Machine } from '../../machine/machine.ts'
import { type Clients, createClients } from './client.ts'
import { decodeEvent, type EngineEvent, eventFilters } from './events.ts'
import { engineGone } from './grpc-errors.ts'

export type Listener = (event: EngineEvent, namespace: string) => void

/** One connection that stands. A new one is made when it is lost. */
export type Up = {
  readonly type: 'up'
  readonly host: Host
  readonly clients: Clients
  /** Aborted when the connection is lost, with the AppError that says why. */
  readonly lost: AbortSignal
  /** Hears every event of all namespaces from now on, in the order in which they happened. */
  listen(listener: Listener): () => void
  /** Gives the connection up, because it does not answer. */
  abandon(error: AppError): void
}
export type Down = { readonly type: 'down'; readonly error: ErrorData; readonly since: number }
export type LinkState = { readonly type: 'connecting' } | Up | Down

/** The engine's connection through the life of its machine: made, watched, lost, made again. */
export type Link = {
  state(): LinkState
  follow(signal: AbortSignal): AsyncIterable<LinkState>
  /** The connection that stands; throws why there is none. Waits for one that is being made. */
  up(): Promise<Up>
  dispose(): Promise<void>
}

/** Does something at the beginning of every connection. What fails then is tried with the next. */
export async function eachConnection(
  link: Link,
  signal: AbortSignal,
  work: (up: Up) => Promise<void>,
): Promise<void> {
  for await (const state of link.follow(signal)) {
    if (state.type !== 'up') continue
    try {
      await work(state)
    } catch {
      // Mostly the connection was lost meanwhile, which is told elsewhere.
    }
  }
}

const firstWaitMs = 50
const longestWaitMs = 1000
const answerTimeoutMs = 10_000

export function createLink(machine: Machine): Link {
  const disposed = new AbortController()
  const link = observable<LinkState>({ type: 'connecting' })
  const failed = (error: unknown) => {
    // Whatever ended the stream of events, what it means is that nobody answers.
    const { data } =
      error instanceof AppError ? error : engineGone(ConnectError.from(error).rawMessage)
    const before = link.get()
    if (before.type === 'down' && isDeepStrictEqual(before.error, data)) return
    const since = before.type === 'down' ? before.since : Date.now()
    link.set({ type: 'down', error: data, since })
  }

  /** Holds connections to one machine while it claims to run. */
  const attend = async (host: () => Host | undefined, signal: AbortSignal) => {
    let waitMs = firstWaitMs
    while (!signal.aborted) {
      const here = host()
      try {
        if (here === undefined) throw engineGone()
        await hold(here, signal, (up) => {
          waitMs = firstWaitMs
          link.set(up)
        })
      } catch (error) {
        if (isOver(signal)) return
        failed(error)
      }
      await pause(waitMs, signal)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    }
  }

  const run = async () => {
    let current: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined
    for await (const state of machine.follow(disposed.signal)) {
      const isThere = machine.host() !== undefined
      if (isThere && current === undefined) {
        const stop = new AbortController()
        current = { stop, ended: attend(() => machine.host(), stop.signal) }
      }
      if (!isThere) {
        current?.stop.abort()
        await current?.ended
        current = undefined
        failed(notRunning(state.status, state.problem))
      }
    }
    current?.stop.abort()
    await current?.ended
  }
  const running = run()

  return {
    state: () => link.get(),
    follow: (signal) => link.follow(signal),
    up: async () => {
      for await (const state of link.follow(disposed.signal)) {
        if (state.type === 'up') return state
        if (state.type === 'down') throw new AppError(state.error)
      }
      throw engineGone()
    },
    dispose: async () => {
      disposed.abort()
      await running
    },
  }
}

// The type checker takes it for unchanged after an await.
const isOver = (signal: AbortSignal): boolean => signal.aborted

/** Resolves when the signal ends it; rejects when the engine does. */
async function hold(host: Host, signal: AbortSignal, onUp: (up: Up) => void): Promise<void> {
  const clients = createClients(host.sockets.containerd)
  const lost = new AbortController()
  const listeners = new Set<Listener>()
  const end = (error: AppError) => {
    lost.abort(error)
    clients.close(error)
  }
  const stop = () => end(engineGone())
  signal.addEventListener('abort', stop, { once: true })
  try {
    const events = clients.events.subscribe({ filters: [...eventFilters] }, { signal: lost.signal })
    const envelopes = events[Symbol.asyncIterator]()
    let next = envelopes.next()
    // containerd answers a subscription only with its first event, so this answer, which comes
    // after it on the same connection, is what says that the engine is there and listening.
    await Promise.race([clients.version.version({}, { timeoutMs: answerTimeoutMs }), next])
    if (signal.aborted) return
    onUp({
      type: 'up',
      host,
      clients,
      lost: lost.signal,
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      abandon: end,
    })
    for (;;) {
      const result = await next
      if (result.done === true) throw engineGone('The stream of events ended.')
      const { value } = result
      const event = decodeEvent(value)
      if (event !== undefined) for (const listener of listeners) listener(event, value.namespace)
      next = envelopes.next()
    }
  } catch (error) {
    if (signal.aborted) return
    throw lost.signal.reason instanceof AppError ? lost.signal.reason : error
  } finally {
    signal.removeEventListener('abort', stop)
    end(engineGone())
  }
}

function notRunning(status: string, problem: ErrorData | undefined): AppError {
  if (status === 'starting' || status === 'stopping')
    return new AppError({
      code: 'unavailable',
      reason: `machine-${status}`,
      message: `The machine is ${status}.`,
    })
  return new AppError({
    code: 'unavailable',
    reason: status === 'broken' ? 'machine-broken' : 'machine-stopped',
    message: status === 'broken' ? 'The machine is broken.' : 'The machine is stopped.',
    hint: 'Start the machine.',
    ...(problem === undefined ? {} : { detail: problem.message }),
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}
