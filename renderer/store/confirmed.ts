import type { StoreApi } from 'zustand/vanilla'
import type { Container } from '../../preload/contract/containers.ts'
import type { ContainerVerb } from './pending.ts'
import type { Table } from './table.ts'

/** An answer that no event follows (nothing changed) does not keep the row pending for longer. */
const patienceMs = 1_500

const isDone = (verb: ContainerVerb, before: Container | undefined, now: Container | undefined) => {
  if (verb === 'remove') return now === undefined
  if (now === undefined) return true
  switch (verb) {
    case 'start':
    case 'unpause':
      return now.state === 'running'
    case 'stop':
    case 'kill':
      return now.state !== 'running' && now.state !== 'paused'
    case 'pause':
      return now.state === 'paused'
    case 'restart':
    case 'rename':
      return now !== before
  }
}

/**
 * Looks at the row before an action; the function it returns waits, after the reply, until the row
 * says that it happened: reply and event are on different ways, and either may be first.
 */
export function confirmed(store: StoreApi<Table<Container>>, id: string, verb: ContainerVerb) {
  const before = store.getState().rows.get(id)
  return () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => end(), patienceMs)
      const unsubscribe = store.subscribe(() => look())
      const end = () => {
        clearTimeout(timer)
        unsubscribe()
        resolve()
      }
      const look = () => {
        if (isDone(verb, before, store.getState().rows.get(id))) end()
      }
      look()
    })
}
