import type { z } from 'zod'
import { AppError, type ErrorData } from '../../preload/contract/errors.ts'

/** What a caller is told of a failure; what nobody foresaw is logged as well. */
export function toErrorData(error: unknown, path: string): ErrorData {
  if (error instanceof AppError) return error.data
  console.error(`${path} failed unexpectedly:`, error)
  const words = error instanceof Error ? error.message : String(error)
  return {
    code: 'internal',
    message: `Something went wrong inside Goldfinch: ${words}`,
    hint: 'Trying again may help; the log of the backend says more.',
    detail: path,
  }
}

/** The first complaint of a schema, in its own words. */
export function invalidInput({ issues }: z.ZodError): AppError {
  const [issue] = issues
  const field = issue?.path.map(String).join('.') ?? ''
  return new AppError({
    code: 'invalid-input',
    message: issue?.message ?? 'This input is not valid.',
    ...(field === '' ? {} : { field }),
  })
}
