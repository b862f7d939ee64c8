import { AppError } from '../../preload/contract/errors.ts'
import type { ErrorData } from '../../preload/contract/errors.ts'

/** What was thrown, as data; what is no AppError is a fault of ours and says so. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof AppError) return thrown.data
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return { code: 'internal', message: 'Something went wrong inside the app.', detail }
}
