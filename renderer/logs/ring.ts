import type { LogBatch } from '../../preload/contract/containers.ts'

export type StreamName = 'out' | 'error'

/**
 * The last lines of a log, in columns: no object for each line. A line's number counts from the
 * first one ever written and stays its own.
 */
export type LogRing = {
  readonly capacity: number
  /** The oldest line kept, and the number that the next one gets. */
  first(): number
  next(): number
  text(line: number): string
  /** Epoch milliseconds with fractions. */
  time(line: number): number
  stream(line: number): StreamName
  /** Returns the lowest number that was written anew: a line without an end that got longer. */
  push(batch: LogBatch): number
  clear(): void
}

const errorBit = 1

export function createLogRing(capacity: number): LogRing {
  const texts: string[] = []
  const times = new Float64Array(capacity)
  const bits = new Uint8Array(capacity)
  let first = 0
  let next = 0
  /** The line of each stream that has no end yet. */
  const open = new Map<StreamName, number>()

  const write = (line: number, text: string, time: number, stream: StreamName) => {
    const slot = line % capacity
    texts[slot] = text
    times[slot] = time
    bits[slot] = stream === 'error' ? errorBit : 0
  }

  const place = (stream: StreamName): number => {
    const unfinished = open.get(stream)
    if (unfinished !== undefined && unfinished >= first) return unfinished
    const line = next
    next += 1
    if (next - first > capacity) first = next - capacity
    return line
  }

  return {
    capacity,
    first: () => first,
    next: () => next,
    text: (line) => texts[line % capacity] ?? '',
    time: (line) => times[line % capacity] ?? 0,
    stream: (line) => (bits[line % capacity] === errorBit ? 'error' : 'out'),
    push: ({ times: at, streams, texts: joined }) => {
      let lowest = next
      let from = 0
      for (let index = 0; index < at.length; index += 1) {
        const end = joined.indexOf('\n', from)
        const text = end < 0 ? joined.slice(from) : joined.slice(from, end)
        from = end < 0 ? joined.length : end + 1
        const letter = streams.charCodeAt(index)
        const stream = letter === 101 || letter === 69 ? 'error' : 'out'
        const line = place(stream)
        write(line, text, at[index] ?? 0, stream)
        if (line < lowest) lowest = line
        // Upper case: the next line of this stream replaces it.
        if (letter < 97) open.set(stream, line)
        else open.delete(stream)
      }
      return Math.max(lowest, first)
    },
    clear: () => {
      first = next
      texts.length = 0
      open.clear()
    },
  }
}
