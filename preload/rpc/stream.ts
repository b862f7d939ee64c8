import type { Stream } from '../contract/define.ts'
import type { CallOptions, Opened } from '../contract/derive.ts'
import { AppError } from '../contract/errors.ts'
import type { z } from 'zod'
import type { Connection } from './connection.ts'
import { createMeter, downLimits, upLimits } from './flow.ts'
import { createInbox } from './inbox.ts'
import { createOutbox } from './outbox.ts'

const closed = () => new AppError({ code: 'cancelled', message: 'This stream is closed.' })

/** Opens at once; aborting the signal is the same as `close`: the loop ends without an error. */
export function openStream(
  connection: Connection,
  procedure: Stream<z.ZodType, z.ZodType, z.ZodType>,
  { path, input }: { readonly path: string; readonly input: unknown },
  { signal }: CallOptions = {},
): Opened<unknown, unknown> {
  let openAs: number | undefined
  let isOver = false
  const post = (frame: (id: number) => Parameters<Connection['post']>[0]) => {
    if (openAs !== undefined && !isOver) connection.post(frame(openAs))
  }
  const end = (error: AppError) => {
    isOver = true
    signal?.removeEventListener('abort', close)
    outbox.fail(error)
  }
  const close = () => {
    if (isOver) return
    post((id) => ({ type: 'cancel', id }))
    leave()
    end(closed())
    inbox.drop()
  }
  const meter = createMeter(downLimits(procedure.options), (weight) =>
    post((id) => ({ type: 'credit', id, weight })),
  )
  const inbox = createInbox<unknown>({ consumed: meter, left: close })
  const outbox = createOutbox<unknown>(upLimits, {
    item: (item) => post((id) => ({ type: 'send', id, item })),
    finish: () => post((id) => ({ type: 'finish', id })),
  })
  const fail = (error: AppError) => {
    end(error)
    inbox.fail(error)
  }
  const leave = connection.join({
    begin: (id) => {
      openAs = id
      connection.post({ type: 'open', id, path, input })
      outbox.start()
    },
    receive: (frame) => {
      if (frame.type === 'items') for (const item of frame.items) inbox.push(item)
      if (frame.type === 'credit') outbox.credited(frame.weight)
      if (frame.type === 'error') fail(new AppError(frame.error))
      if (frame.type !== 'end') return
      end(closed())
      inbox.end()
    },
    lost: fail,
  })
  if (signal?.aborted === true) close()
  signal?.addEventListener('abort', close, { once: true })
  return {
    [Symbol.asyncIterator]: () => inbox.reader,
    send: (item) => outbox.send(item),
    finish: () => outbox.finish(),
    close,
  }
}
