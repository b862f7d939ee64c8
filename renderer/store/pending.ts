import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type ContainerVerb =
  'start' | 'stop' | 'kill' | 'restart' | 'pause' | 'unpause' | 'rename' | 'remove'

/** What was asked of an object and is not confirmed yet, by the object's id. */
const pending = createStore<ReadonlyMap<string, ContainerVerb>>(() => new Map())

export function setPending(id: string, verb: ContainerVerb | undefined): void {
  const next = new Map(pending.getState())
  if (verb === undefined) next.delete(id)
  else next.set(id, verb)
  pending.setState(next, true)
}

/** The verb under way for this object: show it at once, as what it will become. */
export const usePending = (id: string): ContainerVerb | undefined =>
  useStore(pending, (verbs) => verbs.get(id))

const words: Readonly<Record<ContainerVerb, string>> = {
  start: 'starting',
  stop: 'stopping',
  kill: 'killing',
  restart: 'restarting',
  pause: 'pausing',
  unpause: 'resuming',
  rename: 'renaming',
  remove: 'removing',
}

export const pendingWord = (verb: ContainerVerb): string => words[verb]
