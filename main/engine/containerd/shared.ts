/** One value for each key while somebody uses it; the last to leave disposes of it. */
export type Shared<Key, Value> = {
  acquire(key: Key): { readonly value: Value; release(): void }
  /** What is in use now. */
  get(key: Key): Value | undefined
  readonly size: number
}

export function createShared<Key, Value extends { dispose(): void }>(
  create: (key: Key) => Value,
): Shared<Key, Value> {
  const used = new Map<Key, { value: Value; users: number }>()
  return {
    acquire: (key) => {
      const entry = used.get(key) ?? { value: create(key), users: 0 }
      used.set(key, entry)
      entry.users++
      let isReleased = false
      return {
        value: entry.value,
        release: () => {
          if (isReleased) return
          isReleased = true
          if (--entry.users > 0) return
          used.delete(key)
          entry.value.dispose()
        },
      }
    },
    get: (key) => used.get(key)?.value,
    get size() {
      return used.size
    },
  }
}
