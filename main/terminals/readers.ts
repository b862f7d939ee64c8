/** Everybody who reads one source of text, each in his own time. */
export type Readers = {
  push(text: string): void
  /** Resolves when nobody is too far behind; at once when nobody reads. */
  room(): Promise<void>
  /** What is pushed is read to its end, then reading ends. */
  end(): void
  /** Reads `first`, then everything that is pushed from now on. */
  read(first: string, signal: AbortSignal): AsyncGenerator<string, void>
}

type Reader = { waiting: string[]; length: number; wake: () => void }

/** As far behind as a reader may be before the source is held, in characters (VS Code's number). */
const mostBehind = 100_000

export function createReaders(): Readers {
  const readers = new Set<Reader>()
  let isOver = false
  let freed = Promise.withResolvers<void>()

  const isFull = () => [...readers].some((reader) => reader.length > mostBehind)
  const free = () => {
    freed.resolve()
    freed = Promise.withResolvers()
  }

  async function* readOn(reader: Reader, signal: AbortSignal) {
    const wake = () => reader.wake()
    signal.addEventListener('abort', wake, { once: true })
    try {
      while (!signal.aborted) {
        const text = reader.waiting.join('')
        reader.waiting = []
        reader.length = 0
        free()
        if (text !== '') yield text
        else if (isOver) return
        else await new Promise<void>((resolve) => (reader.wake = resolve))
      }
    } finally {
      signal.removeEventListener('abort', wake)
      readers.delete(reader)
      free()
    }
  }

  return {
    push(text) {
      for (const reader of readers) {
        reader.waiting.push(text)
        reader.length += text.length
        reader.wake()
      }
    },
    async room() {
      while (isFull()) await freed.promise
    },
    end() {
      isOver = true
      for (const reader of readers) reader.wake()
    },
    read(first, signal) {
      const reader = { waiting: [first], length: 0, wake: () => undefined }
      readers.add(reader)
      return readOn(reader, signal)
    },
  }
}
