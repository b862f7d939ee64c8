import { z } from 'zod'

/** The closed list: every failure that crosses the contract has one of these codes. */
export const ErrorCode = z.enum([
  'invalid-input',
  'not-found',
  'conflict',
  'unauthenticated',
  'denied',
  'unavailable',
  'unsupported',
  'timeout',
  'cancelled',
  'exhausted',
  'failed',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/**
 * An error as data. `message` is one sentence: what happened, to which object.
 * `hint` says what to do next. `detail` is the program's own words, for the curious.
 * `field` names the input that is wrong (`ports.0.hostPort`); `reason` is a finer, stable name
 * within the code (`name-in-use`, `port-in-use`) that interfaces may offer a way out for.
 */
export const ErrorData = z.object({
  code: ErrorCode,
  message: z.string(),
  reason: z.string().optional(),
  field: z.string().optional(),
  hint: z.string().optional(),
  detail: z.string().optional(),
})
export type ErrorData = z.infer<typeof ErrorData>

/** The same data as something that can be thrown, on either side. */
export class AppError extends Error {
  readonly data: ErrorData
  constructor(data: ErrorData, options?: ErrorOptions) {
    super(data.message, options)
    this.name = 'AppError'
    this.data = data
  }
}
