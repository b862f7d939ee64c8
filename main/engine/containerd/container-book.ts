import type { ContainerId } from '../../../preload/contract/containers.ts'
import type { Entry } from './container-facts.ts'
import type { ContainerFacts } from './row.ts'

/** What is known of each container, and how often something happened to it. */
export type Book = {
  get(id: string): Entry | undefined
  ids(): readonly string[]
  set(entry: Entry): void
  /** The entry with the change; undefined where the container is not known. */
  change(id: string, change: Partial<ContainerFacts>): Entry | undefined
  /** The id, where the container was known. */
  forget(id: string): ContainerId | undefined
  /** Something happened to it. */
  touch(id: string): void
  /** Whether something happens to it after now: an answer asked for now is older than that. */
  watch(): (id: string) => boolean
}

export function createBook(): Book {
  const entries = new Map<string, Entry>()
  const touches = new Map<string, number>()
  let clock = 0
  const set = (entry: Entry) => void entries.set(entry.record.id, entry)
  return {
    get: (id) => entries.get(id),
    ids: () => [...entries.keys()],
    set,
    change: (id, change) => {
      const entry = entries.get(id)
      if (entry === undefined) return undefined
      const next = { ...entry, ...change }
      set(next)
      return next
    },
    forget: (id) => {
      const entry = entries.get(id)
      entries.delete(id)
      return entry?.record.id
    },
    touch: (id) => void touches.set(id, ++clock),
    watch: () => {
      const now = clock
      return (id) => (touches.get(id) ?? 0) > now
    },
  }
}
