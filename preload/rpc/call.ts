import type { CallOptions } from '../contract/derive.ts'
import { AppError } from '../contract/errors.ts'
import type { Connection } from './connection.ts'

const cancelled = () => new AppError({ code: 'cancelled', message: 'This was cancelled.' })

/** One request, sent at most once. */
export function sendCall(
  connection: Connection,
  { path, input }: { readonly path: string; readonly input: unknown },
  { signal }: CallOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(cancelled())
      return
    }
    let sentAs: number | undefined
    const cancel = () => {
      leave()
      if (sentAs !== undefined) connection.post({ type: 'cancel', id: sentAs })
      reject(cancelled())
    }
    const fail = (error: AppError) => {
      signal?.removeEventListener('abort', cancel)
      reject(error)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    const leave = connection.join({
      begin: (id) => {
        sentAs = id
        connection.post({ type: 'call', id, path, input })
      },
      receive: (frame) => {
        if (frame.type === 'error') fail(new AppError(frame.error))
        if (frame.type !== 'reply') return
        signal?.removeEventListener('abort', cancel)
        resolve(frame.value)
      },
      lost: fail,
    })
  })
}
