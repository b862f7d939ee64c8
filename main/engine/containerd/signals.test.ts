import { expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { signalNumber } from './signals.ts'

it('knows the signals of Linux with and without their prefix', () => {
  const names = ['SIGHUP', 'TERM', 'KILL', 'USR1', 'SIGRTMIN', 'SIGRTMIN+3', 'RTMAX-1', 'WINCH']
  expect(names.map(signalNumber)).toEqual([1, 15, 9, 10, 34, 37, 63, 28])
})

it.each(['SIGNOPE', 'TERM+1', 'SIGRTMIN-1', 'RTMAX+1', '9', 'sigterm', ''])(
  'refuses %o as a signal',
  (name) => {
    expect(() => signalNumber(name)).toThrow(new AppError(unknown(name)))
  },
)

const unknown = (name: string) =>
  ({
    code: 'invalid-input',
    reason: 'unknown-signal',
    message: `${name} is not a signal.`,
    field: 'signal',
  }) as const
