import type { Container } from '../../../preload/contract/containers.ts'
import type { Scope } from '../../../preload/contract/scope.ts'
import { shellLine } from './run/shell-words.ts'

export type Program = 'nerdctl' | 'docker'

const words = {
  start: ['start'],
  stop: ['stop'],
  restart: ['restart'],
  pause: ['pause'],
  unpause: ['unpause'],
  kill: ['kill'],
  remove: ['rm'],
  logs: ['logs', '-f'],
  inspect: ['inspect'],
} as const

export type Shown = keyof typeof words

/** The line a person would type for an action. */
export function commandLine(
  program: Program,
  { namespace }: Scope,
  what: Shown,
  containers: readonly Pick<Container, 'name' | 'state'>[],
): string {
  const isForced = what === 'remove' && containers.some(({ state }) => state === 'running')
  return shellLine([
    program,
    ...(program === 'nerdctl' && namespace !== 'default' ? ['--namespace', namespace] : []),
    ...words[what],
    ...(isForced ? ['-f'] : []),
    ...containers.map(({ name }) => name),
  ])
}

export const shellCommand = (program: Program, scope: Scope, { name }: Pick<Container, 'name'>) =>
  commandLine(program, scope, 'start', [{ name, state: 'running' }]).replace(
    / start .*$/,
    ` exec -it ${shellLine([name])} sh`,
  )
