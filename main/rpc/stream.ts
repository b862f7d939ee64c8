import { AppError } from '../../preload/contract/errors.ts'
import type { ClientFrame, ServerFrame } from '../../preload/contract/wire.ts'
import { createMeter, upLimits } from '../../preload/rpc/flow.ts'
import { createInbox } from '../../preload/rpc/inbox.ts'
import { invalidInput, toErrorData } from './failures.ts'
import type { StreamRoute } from './routes.ts'
import { createSender } from './senders.ts'

/** A call or stream under way. */
export type Running = {
  receive(frame: ClientFrame): void
  cancel(): void
}

type Options = {
  readonly id: number
  readonly route: StreamRoute
  readonly input: unknown
  readonly post: (frame: ServerFrame) => void
  /** Called once, at the end, whatever it is. */
  readonly over: () => void
  readonly validatesItems: boolean
}

/** A client that ignores its window is stopped here, before it fills the memory. */
const maximumUnread = 16 * 1024 * 1024

/** Runs one stream: pulls from the handler while the reader has room, and ends it from either side. */
export function runStream({ id, route, input, post, over, validatesItems }: Options): Running {
  const { path, procedure } = route
  const aborter = new AbortController()
  let iterator: AsyncIterator<unknown> | undefined
  let isOver = false
  let wake: (() => void) | undefined
  let unread = 0

  const meter = createMeter(upLimits, (weight) => post({ type: 'credit', id, weight }))
  const received = createInbox<{ readonly raw: unknown; readonly item: unknown }>({
    consumed: ({ raw }) => {
      unread -= upLimits.weigh(raw)
      if (!isOver) meter(raw)
    },
    left: () => undefined,
  })
  const sender = createSender(
    procedure.options,
    (items) => {
      if (!isOver) post({ type: 'items', id, items })
    },
    () => wake?.(),
  )
  const finish = (last?: ServerFrame) => {
    // Posting may itself end the stream, when an item cannot be sent.
    if (last !== undefined && !isOver) sender.flush()
    if (isOver) return
    isOver = true
    sender.dispose()
    received.end()
    wake?.()
    over()
    if (last !== undefined) post(last)
  }
  const stop = (last?: ServerFrame) => {
    if (isOver) return
    finish(last)
    aborter.abort()
    void letGo(iterator, path)
  }
  const ready = () =>
    new Promise<void>((resolve) => {
      wake = () => {
        wake = undefined
        resolve()
      }
    })
  const offer = (item: unknown) => {
    if (!validatesItems) {
      sender.offer(item)
      return
    }
    const parsed = procedure.down.safeParse(item)
    if (!parsed.success)
      throw new Error(`An item does not keep to the contract: ${parsed.error.message}`)
    sender.offer(parsed.data)
  }
  const isEnded = () => isOver
  const pump = async () => {
    if (isEnded()) return
    try {
      const items = route.handle(input, {
        signal: aborter.signal,
        received: itemsOf(received.reader),
      })
      iterator = items[Symbol.asyncIterator]()
      for (;;) {
        if (!sender.isReady()) await ready()
        if (isEnded()) return
        const result = await iterator.next()
        if (isEnded()) return
        if (result.done === true) break
        offer(result.value)
      }
      finish({ type: 'end', id })
    } catch (error) {
      // Once it is over, a producer may fail of the abort itself: nobody is left to hear of it.
      if (!isEnded()) stop({ type: 'error', id, error: toErrorData(error, path) })
    }
  }
  queueMicrotask(() => void pump())

  const fail = (error: AppError) => stop({ type: 'error', id, error: error.data })
  const take = (raw: unknown) => {
    const parsed = procedure.up?.safeParse(raw)
    unread += upLimits.weigh(raw)
    if (parsed === undefined) fail(unexpected)
    else if (!parsed.success) fail(invalidInput(parsed.error))
    else if (unread > maximumUnread) fail(flooded)
    else received.push({ raw, item: parsed.data })
  }
  return {
    receive: (frame) => {
      if (frame.type === 'credit') sender.credited(frame.weight)
      if (frame.type === 'finish') received.end()
      if (frame.type === 'send') take(frame.item)
    },
    cancel: () => stop(),
  }
}

const unexpected = new AppError({
  code: 'invalid-input',
  message: 'This stream takes no messages.',
})
const flooded = new AppError({
  code: 'exhausted',
  message: 'More was sent on this stream than was asked for.',
})

async function* itemsOf(
  entries: AsyncIterable<{ readonly item: unknown }>,
): AsyncGenerator<unknown, void> {
  for await (const { item } of entries) yield item
}

async function letGo(iterator: AsyncIterator<unknown> | undefined, path: string): Promise<void> {
  try {
    await iterator?.return?.()
  } catch (error) {
    if (!(error instanceof AppError)) console.error(`${path} failed while it was ended:`, error)
  }
}
