import type { Container } from '../../../preload/contract/containers.ts'
import { strings } from './strings.ts'

export type Death = { readonly container: Container; readonly why: string; readonly at?: number }

const signals: Readonly<Record<number, string>> = {
  129: 'SIGHUP',
  130: 'SIGINT',
  131: 'SIGQUIT',
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  143: 'SIGTERM',
}

/** Why a container is not well, in words; undefined when it is. Codes above 128 are 128 plus a signal. */
function reason({ state, startError, exitCode, health }: Container): string | undefined {
  if (state === 'running') {
    return health?.status === 'unhealthy' ? strings.unhealthy(health.failingStreak) : undefined
  }
  if (startError !== undefined) return `${strings.couldNotStart}: ${startError}`
  if (state !== 'exited' || exitCode === undefined || exitCode === 0) return undefined
  const signal = signals[exitCode]
  return signal === undefined ? strings.exited(exitCode) : strings.signal(exitCode, signal)
}

/** Who is not well, the latest first. Ended by SIGTERM is how a clean stop looks: not a death. */
export function deaths(containers: Iterable<Container>): readonly Death[] {
  const found: Death[] = []
  for (const container of containers) {
    const why =
      container.exitCode === 143 && container.state === 'exited' ? undefined : reason(container)
    if (why === undefined) continue
    const at = container.state === 'running' ? undefined : container.exitedAt
    found.push({ container, why, ...(at === undefined ? {} : { at }) })
  }
  const when = ({ at, container }: Death) => at ?? container.createdAt
  return found.sort((a, b) => when(b) - when(a))
}
