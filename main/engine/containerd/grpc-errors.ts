import { Code, ConnectError } from '@connectrpc/connect'
import { AppError, type ErrorCode } from '../../../preload/contract/errors.ts'

const codes: Readonly<Record<Code, ErrorCode>> = {
  [Code.Canceled]: 'cancelled',
  [Code.Unknown]: 'failed',
  [Code.InvalidArgument]: 'invalid-input',
  [Code.DeadlineExceeded]: 'timeout',
  [Code.NotFound]: 'not-found',
  [Code.AlreadyExists]: 'conflict',
  [Code.PermissionDenied]: 'denied',
  [Code.ResourceExhausted]: 'exhausted',
  [Code.FailedPrecondition]: 'conflict',
  [Code.Aborted]: 'conflict',
  [Code.OutOfRange]: 'invalid-input',
  [Code.Unimplemented]: 'unsupported',
  [Code.Internal]: 'failed',
  [Code.Unavailable]: 'unavailable',
  [Code.DataLoss]: 'failed',
  [Code.Unauthenticated]: 'unauthenticated',
}

/** The error for an engine that does not answer. */
export const engineGone = (detail?: string, options?: ErrorOptions): AppError =>
  new AppError(
    {
      code: 'unavailable',
      reason: 'engine-gone',
      message: 'The engine does not answer.',
      hint: 'Start the machine, or look at its log.',
      ...(detail === undefined ? {} : { detail }),
    },
    options,
  )

/**
 * What a failed call of containerd means to a person; `what` begins the sentence and names the
 * object: `Pausing web`. An AppError passes unchanged.
 */
export function fromGrpc(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error
  const known = ConnectError.from(error)
  const code = isConnectionLoss(known) ? 'unavailable' : codes[known.code]
  if (code === 'unavailable') return engineGone(known.rawMessage, { cause: error })
  return new AppError(
    {
      code,
      message: `${what}: ${sentences[code] ?? 'it did not work.'}`,
      detail: known.rawMessage,
    },
    { cause: error },
  )
}

// connect reports a connection that is lost in the middle of a call under several codes.
const isConnectionLoss = ({ code, rawMessage }: ConnectError): boolean =>
  [Code.Aborted, Code.Canceled, Code.Internal, Code.Unknown, Code.Unavailable].includes(code) &&
  /ECONNRE|ENOENT|EPIPE|EACCES|GOAWAY|http\/2 stream closed|socket hang up|socket closed|session (?:closed|error)/i.test(
    rawMessage,
  )

const sentences: Partial<Record<ErrorCode, string>> = {
  cancelled: 'it was cancelled.',
  timeout: 'it took too long.',
  'not-found': 'it is not there any more.',
  conflict: 'its present state does not allow that.',
  'invalid-input': 'the engine refused a value.',
  denied: 'the engine denied it.',
  exhausted: 'the engine has no room for it.',
  unsupported: 'this engine cannot do that.',
}
