import { AppError } from '../../../preload/contract/errors.ts'

// Written down, because this side may be another system than the machine.
const linux: Readonly<Record<string, number>> = {
  ...{ HUP: 1, INT: 2, QUIT: 3, ILL: 4, TRAP: 5, ABRT: 6, IOT: 6, BUS: 7, FPE: 8, KILL: 9 },
  ...{ USR1: 10, SEGV: 11, USR2: 12, PIPE: 13, ALRM: 14, TERM: 15, STKFLT: 16, CHLD: 17 },
  ...{ CLD: 17, CONT: 18, STOP: 19, TSTP: 20, TTIN: 21, TTOU: 22, URG: 23, XCPU: 24, XFSZ: 25 },
  ...{ VTALRM: 26, PROF: 27, WINCH: 28, IO: 29, POLL: 29, PWR: 30, SYS: 31, RTMIN: 34, RTMAX: 64 },
}

/** `SIGTERM`, `TERM` or `SIGRTMIN+3` as the number that Linux gives it; throws `invalid-input`. */
export function signalNumber(name: string): number {
  const [, base = '', sign, offset = '0'] =
    /^(?:SIG)?([A-Z0-9]+?)(?:([+-])(\d{1,2}))?$/.exec(name) ?? []
  const start = linux[base]
  const isRealTime = base === 'RTMIN' || base === 'RTMAX'
  if (start !== undefined && (sign === undefined || isRealTime)) {
    const signal = start + (sign === '-' ? -1 : 1) * Number(offset)
    if (!isRealTime || (signal >= 34 && signal <= 64)) return signal
  }
  throw new AppError({
    code: 'invalid-input',
    reason: 'unknown-signal',
    message: `${name} is not a signal.`,
    field: 'signal',
  })
}
