import { ConnectError } from '@connectrpc/connect'
import { AppError, type ErrorData } from '../../../preload/contract/errors.ts'
import { fromGrpc } from './grpc-errors.ts'

/** What runc 1.5 says when a process cannot be started, and what it means. First match wins. */
const meanings: readonly {
  readonly pattern: RegExp
  readonly error: (command: string, directory: string) => Omit<ErrorData, 'detail'>
}[] = [
  {
    pattern: /chdir to cwd.*permission denied/,
    error: (_command, directory) => ({
      code: 'denied',
      reason: 'directory-denied',
      field: 'workingDirectory',
      message: `This user may not enter the directory ${directory}.`,
    }),
  },
  {
    pattern: /chdir to cwd/,
    error: (_command, directory) => ({
      code: 'not-found',
      reason: 'directory-not-found',
      field: 'workingDirectory',
      message: `There is no directory ${directory} in this container.`,
    }),
  },
  {
    pattern: /executable file not found|exec: .*no such file or directory|exec .*: no such file/,
    error: (command) => ({
      code: 'invalid-input',
      reason: 'command-not-found',
      field: 'command',
      message: `There is no program ${command} in this container.`,
    }),
  },
  {
    pattern: /exec.*(permission denied|exec format error|is a directory)/,
    error: (command) => ({
      code: 'denied',
      reason: 'command-denied',
      field: 'command',
      message: `${command} cannot be executed in this container by this user.`,
    }),
  },
  { pattern: /paused/, error: () => isPaused },
  {
    pattern: /not running|stopped|no running task|process (already )?(exited|finished)|not found/,
    error: () => isNotRunning,
  },
]

export const isPaused: ErrorData = {
  code: 'conflict',
  reason: 'container-paused',
  message: 'This container is paused.',
  hint: 'Unpause it to open a terminal.',
}

export const isNotRunning: ErrorData = {
  code: 'conflict',
  reason: 'not-running',
  message: 'This container is not running.',
  hint: 'Start it to open a terminal.',
}

export const hasNoShell: ErrorData = {
  code: 'not-found',
  reason: 'no-shell',
  message: 'This container has no shell.',
  hint: 'Its image holds neither bash nor sh. Give the command of a program that it has.',
}

export function startFailure(error: unknown, command: string, directory: string): AppError {
  const mapped = fromGrpc(error, `Opening a terminal with ${command}`)
  if (mapped.data.code === 'unavailable') return mapped
  const text = error instanceof ConnectError ? error.rawMessage : ''
  const meaning = meanings.find(({ pattern }) => pattern.test(text))
  if (meaning === undefined) return mapped
  return new AppError({ ...meaning.error(command, directory), detail: text }, { cause: error })
}
