import { AppError } from '../contract/errors.ts'
import type { ClientFrame, ClientWire, ServerFrame } from '../contract/wire.ts'

export type Status = 'connecting' | 'connected' | 'reconnecting'

/** A value that changes; made for React's useSyncExternalStore. */
export type Followable<T> = {
  get(): T
  /** Returns what ends it. */
  subscribe(listener: () => void): () => void
}

/** One call or stream on a connection. It is told of one end: a frame, or that the wire is lost. */
type Party = {
  /** The wire is there: ask now, and once only. */
  begin(id: number): void
  receive(frame: ServerFrame): void
  lost(error: AppError): void
}

export type Connection = {
  readonly status: Followable<Status>
  /** Begins at once when connected, else as soon as it is; returns what ends the party's part. */
  join(party: Party): () => void
  post(frame: ClientFrame): void
  close(): void
}

export type ConnectionOptions = {
  /** How long calls wait for a connection before they reject. */
  readonly waitMs?: number
}

const firstRetryMs = 50
const maximumRetryMs = 1000
/** A wire that lasted this long was well: the next one is made without a wait. */
const healthyAfterMs = 1000

const unreachable = () =>
  new AppError({
    code: 'unavailable',
    message: 'Goldfinch’s backend does not answer.',
    hint: 'It is being started again; try again in a moment.',
  })
const lost = () =>
  new AppError({
    code: 'unavailable',
    message: 'The connection to Goldfinch’s backend was lost before it answered.',
    hint: 'It may have taken effect all the same: look before trying again.',
  })

const unsendable = (error: unknown) =>
  new AppError(
    { code: 'internal', message: 'This cannot be sent to the backend.', detail: String(error) },
    { cause: error },
  )

/** Keeps one wire open: when it closes, everybody on it is told and another one is made. */
export function createConnection(
  connect: () => Promise<ClientWire>,
  { waitMs = 5000 }: ConnectionOptions,
): Connection {
  const status = followable<Status>('connecting')
  const joined = new Map<number, Party>()
  const waiting = new Map<Party, ReturnType<typeof setTimeout>>()
  let wire: ClientWire | undefined
  let isClosed = false
  let lastId = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let retryMs = firstRetryMs

  const begin = (party: Party) => {
    clearTimeout(waiting.get(party))
    waiting.delete(party)
    lastId += 1
    const id = lastId
    joined.set(id, party)
    try {
      party.begin(id)
    } catch (error) {
      joined.delete(id)
      party.lost(unsendable(error))
    }
  }
  const dropAll = () => {
    const parties = [...joined.values()]
    joined.clear()
    for (const party of parties) party.lost(lost())
  }
  const attach = (made: ClientWire) => {
    const since = Date.now()
    wire = made
    made.onFrame((frame) => {
      const party = joined.get(frame.id)
      if (frame.type !== 'items' && frame.type !== 'credit') joined.delete(frame.id)
      party?.receive(frame)
    })
    made.onClose(() => {
      if (wire !== made) return
      wire = undefined
      if (!isClosed) status.set('reconnecting')
      dropAll()
      if (Date.now() - since < healthyAfterMs) attemptLater()
      else {
        retryMs = firstRetryMs
        attempt()
      }
    })
    status.set('connected')
    for (const party of [...waiting.keys()]) begin(party)
  }
  const attemptLater = () => {
    if (isClosed) return
    retry = setTimeout(attempt, retryMs)
    retryMs = Math.min(retryMs * 2, maximumRetryMs)
  }
  const attempt = () => {
    connect().then(
      (made) => {
        if (isClosed) made.close()
        else attach(made)
      },
      // A wire that cannot be made yet is what the wait is for; callers are told when theirs ends.
      attemptLater,
    )
  }
  attempt()

  return {
    status,
    join: (party) => {
      if (wire !== undefined) begin(party)
      else {
        const giveUp = () => {
          waiting.delete(party)
          party.lost(unreachable())
        }
        waiting.set(party, setTimeout(giveUp, isClosed ? 0 : waitMs))
      }
      return () => {
        clearTimeout(waiting.get(party))
        waiting.delete(party)
        for (const [id, other] of joined) if (other === party) joined.delete(id)
      }
    },
    post: (frame) => wire?.post(frame),
    close: () => {
      isClosed = true
      clearTimeout(retry)
      const open = wire
      wire = undefined
      open?.close()
      dropAll()
      for (const [party, timer] of waiting) {
        clearTimeout(timer)
        party.lost(unreachable())
      }
      waiting.clear()
    },
  }
}

function followable<T>(initial: T): Followable<T> & { set(value: T): void } {
  const listeners = new Set<() => void>()
  let current = initial
  return {
    get: () => current,
    set: (value) => {
      current = value
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
