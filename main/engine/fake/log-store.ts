import type { LogBatch, LogsRequest } from '../../../preload/contract/containers.ts'

type Entry = {
  readonly at: number
  readonly stream: 'o' | 'e'
  readonly text: string
  readonly isPartial: boolean
  /** The whole line came later. */
  isReplaced: boolean
}

/** The log of one container: kept in memory, the newest lines only. */
export type LogStore = {
  write(stream: 'o' | 'e', text: string, at?: number): void
  /** Nothing follows any more: readers end. */
  end(): void
  read(request: LogsRequest, signal: AbortSignal): AsyncIterable<LogBatch>
}

const maximumEntries = 100_000
const linesInBatch = 1000

export function createLogStore(now: () => number): LogStore {
  let entries: Entry[] = []
  /** How many were dropped before the first one here. */
  let dropped = 0
  let isEnded = false
  const open = new Map<'o' | 'e', Entry>()
  const readers = new Set<() => void>()

  const wake = () => {
    const waiting = [...readers]
    readers.clear()
    for (const reader of waiting) reader()
  }
  const add = (entry: Entry) => {
    entries.push(entry)
    if (entries.length < maximumEntries * 1.1) return
    dropped += entries.length - maximumEntries
    entries = entries.slice(-maximumEntries)
  }
  const write = (stream: 'o' | 'e', text: string, at = now()) => {
    const begun = open.get(stream)
    const lines = ((begun?.text ?? '') + text).split('\n')
    if (begun !== undefined) begun.isReplaced = true
    open.delete(stream)
    const rest = lines.pop() ?? ''
    for (const line of lines)
      add({ at, stream, text: line.replace(/\r$/, ''), isPartial: false, isReplaced: false })
    if (rest !== '') {
      const entry = { at, stream, text: rest, isPartial: true, isReplaced: false }
      open.set(stream, entry)
      add(entry)
    }
    wake()
  }
  const changed = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done)
        readers.delete(done)
        resolve()
      }
      readers.add(done)
      signal.addEventListener('abort', done, { once: true })
    })
  async function* read({ tail, since, until, follow }: LogsRequest, signal: AbortSignal) {
    const isWanted = (entry: Entry) =>
      entry.at >= (since ?? -Infinity) && entry.at <= (until ?? Infinity)
    const present = entries.filter((entry) => !entry.isReplaced && isWanted(entry))
    const first = tail === undefined ? present : tail === 0 ? [] : present.slice(-tail)
    let cursor = dropped + entries.length
    yield* inBatches(first)
    while (follow && !signal.aborted) {
      const from = Math.max(0, cursor - dropped)
      const fresh = entries.slice(from).filter(isWanted)
      cursor = dropped + entries.length
      if (fresh.length > 0) yield* inBatches(fresh)
      else if (isEnded) return
      else await changed(signal)
    }
  }
  return {
    write,
    end: () => {
      isEnded = true
      wake()
    },
    read,
  }
}

function* inBatches(entries: readonly Entry[]): Generator<LogBatch> {
  for (let start = 0; start < entries.length; start += linesInBatch) {
    const batch = entries.slice(start, start + linesInBatch)
    yield {
      times: batch.map(({ at }) => at),
      streams: batch
        .map(({ stream, isPartial }) => (isPartial ? stream.toUpperCase() : stream))
        .join(''),
      texts: batch.map(({ text }) => text).join('\n'),
    }
  }
}
