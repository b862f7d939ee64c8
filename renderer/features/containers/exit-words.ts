import type { Container } from '../../../preload/contract/containers.ts'

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 9: 'SIGKILL',
  11: 'SIGSEGV', 13: 'SIGPIPE', 14: 'SIGALRM', 15: 'SIGTERM',
} // prettier-ignore

/** What an exit code usually means, and what to look at. */
const meanings: Readonly<Record<number, string>> = {
  0: 'It ended by itself, without an error.',
  1: 'The program reported an error; its last log lines usually say which.',
  2: 'The program was called in a way it does not understand; check the command.',
  125: 'The engine could not start it.',
  126: 'The command was found but may not be executed; check its permissions, and that it is a program of this platform.',
  127: 'The command was not found in the image; check its spelling and its path.',
  130: 'It was interrupted (SIGINT, as with Ctrl C).',
  134: 'The program gave up by itself (SIGABRT), often after a failed assertion or an uncaught exception.',
  137: 'It was killed (SIGKILL): by hand, after it did not stop in time, or because it ran out of memory.',
  139: 'The program crashed (SIGSEGV, a bad memory access).',
  141: 'It wrote to something that was closed (SIGPIPE).',
  143: 'It was asked to stop (SIGTERM) and did.',
}

export function exitWords(code: number): string {
  const known = meanings[code]
  if (known !== undefined) return known
  const signal = signals[code - 128]
  if (signal !== undefined) return `It was ended by the signal ${signal}.`
  if (code > 128 && code < 193) return `It was ended by signal ${code - 128}.`
  return 'The program ended with this code; what it means is up to the program.'
}

/** A killed container with a memory limit has probably reached it. */
export function exitHint({
  exitCode,
  limits,
}: Pick<Container, 'exitCode' | 'limits'>): string | undefined {
  return exitCode === 137 && limits.memoryBytes !== undefined
    ? 'It has a memory limit: if nobody killed it, give it more.'
    : undefined
}
