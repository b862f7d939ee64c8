import type { ContractShape } from '../../preload/contract/define.ts'
import type { HandlersFor } from '../../preload/contract/derive.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { ClientFrame, ServerFrame, ServerWire } from '../../preload/contract/wire.ts'
import { invalidInput, toErrorData } from './failures.ts'
import { ClientFrameSchema } from './frames.ts'
import { routesOf, type CallRoute, type StreamRoute } from './routes.ts'
import { runStream, type Running } from './stream.ts'

export type ServeOptions = {
  /** Checks what streams yield as well: for tests and development. */
  readonly validateItems?: boolean
}

export type Served = {
  /** How many streams this connection has open. */
  openStreams(): number
  close(): void
}

/** Serves a contract to one client. Whatever the client sends, this neither throws nor rejects. */
export function serve<C extends ContractShape>(
  contract: C,
  handlers: HandlersFor<C, AbortSignal>,
  wire: ServerWire,
  { validateItems = false }: ServeOptions = {},
): Served {
  const routes = routesOf(contract, handlers)
  const running = new Map<number, Running>()
  let streams = 0

  const post = (frame: ServerFrame) => {
    try {
      wire.post(frame)
    } catch (error) {
      if (frame.type === 'error') throw error
      post({ type: 'error', id: frame.id, error: toErrorData(error, 'Sending') })
      running.get(frame.id)?.cancel()
    }
  }
  const open = (frame: ClientFrame & { readonly type: 'open' }) => {
    const route = known(routes.streams.get(frame.path), frame.path)
    const input = validated(route, frame.input)
    streams += 1
    const over = () => {
      streams -= 1
      running.delete(frame.id)
    }
    const started = { id: frame.id, route, input, post, over, validatesItems: validateItems }
    running.set(frame.id, runStream(started))
  }
  const call = (frame: ClientFrame & { readonly type: 'call' }) => {
    const route = known(routes.calls.get(frame.path), frame.path)
    const input = validated(route, frame.input)
    const started = { id: frame.id, route, input, post, over: () => running.delete(frame.id) }
    running.set(frame.id, runCall(started))
  }
  const receive = (frame: ClientFrame) => {
    if (frame.type !== 'call' && frame.type !== 'open') {
      if (frame.type === 'cancel') running.get(frame.id)?.cancel()
      else running.get(frame.id)?.receive(frame)
      return
    }
    if (running.has(frame.id)) return
    try {
      if (frame.type === 'call') call(frame)
      else open(frame)
    } catch (error) {
      post({ type: 'error', id: frame.id, error: toErrorData(error, frame.path) })
    }
  }
  const end = () => {
    for (const one of [...running.values()]) one.cancel()
  }
  wire.onClose(end)
  wire.onFrame((received: unknown) => {
    const frame = ClientFrameSchema.safeParse(received)
    if (frame.success) receive(frame.data)
    else console.error('A frame that is none was dropped:', frame.error.message)
  })
  return {
    openStreams: () => streams,
    close: () => {
      wire.close()
      end()
    },
  }
}

function known<R>(route: R | undefined, path: string): R {
  if (route !== undefined) return route
  throw new AppError({ code: 'not-found', message: `This backend does not know “${path}”.` })
}

function validated({ procedure }: CallRoute | StreamRoute, input: unknown): unknown {
  const parsed = procedure.input.safeParse(input)
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}

type CallOptions = {
  readonly id: number
  readonly route: CallRoute
  readonly input: unknown
  readonly post: (frame: ServerFrame) => void
  readonly over: () => void
}

function runCall({ id, route, input, post, over }: CallOptions): Running {
  const aborter = new AbortController()
  let isOver = false
  const finish = (frame?: ServerFrame) => {
    if (isOver) return
    isOver = true
    over()
    if (frame !== undefined) post(frame)
  }
  const answer = async () => {
    try {
      const value = await route.handle(input, { signal: aborter.signal })
      const output = route.procedure.output.safeParse(value)
      if (!output.success)
        throw new Error(`The answer does not keep to the contract: ${output.error.message}`)
      finish({ type: 'reply', id, value: output.data })
    } catch (error) {
      if (!isOver) finish({ type: 'error', id, error: toErrorData(error, route.path) })
    }
  }
  queueMicrotask(() => void answer())
  return {
    receive: () => undefined,
    cancel: () => {
      finish()
      aborter.abort()
    },
  }
}
