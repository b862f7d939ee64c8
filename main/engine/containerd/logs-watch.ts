import { setTimeout as pause } from 'node:timers/promises'
import { folderOf, type LogHostFiles } from './logs-files.ts'

/** Something happened to a log, or not. */
export type Changes = {
  /**
   * Resolves with true when something happened since the last call resolved, false when no more will
   * be told. What is read after it resolved needs no looking at before the next change.
   */
  next(): Promise<boolean>
  close(): void
}

/** A flood is taken in swallows: reading for each line would cost more than the lines. */
const swallowMs = 5
/** The longest time that setTimeout can wait. */
const longestMs = 2 ** 31 - 1

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Watches a log and the files it is rotated to, until `until` (epoch ms) at the longest. */
export function watchChanges(
  files: LogHostFiles,
  path: string,
  signal: AbortSignal,
  until = Infinity,
): Changes {
  const stop = new AbortController()
  const folder = folderOf(path)
  const leftMs = Math.max(0, until - Date.now())
  const timer = leftMs < longestMs ? setTimeout(() => stop.abort(), leftMs) : undefined
  const abort = () => stop.abort()
  if (signal.aborted) stop.abort()
  signal.addEventListener('abort', abort, { once: true })

  let isOver = false
  let hasChanged = false
  let wake = Promise.withResolvers<void>()
  let lastAt = -Infinity

  const pump = async (place: string, name: string) => {
    try {
      for await (const change of files.watch(place, stop.signal)) {
        if (change.name !== undefined && !change.name.startsWith(name)) continue
        hasChanged = true
        wake.resolve()
      }
    } finally {
      isOver = true
      wake.resolve()
    }
  }
  stop.signal.addEventListener('abort', () => wake.resolve(), { once: true })
  // The folder above too: inotify tells that a folder went only when no file in it is open any more,
  // and the log is open here.
  const watching = Promise.all([pump(folder, nameOf(path)), pump(folderOf(folder), nameOf(folder))])
  watching.catch(() => undefined) // Thrown to who waits, if anybody does.

  return {
    async next() {
      if (!hasChanged && !isOver && !stop.signal.aborted) await wake.promise
      wake = Promise.withResolvers()
      if (stop.signal.aborted) return false
      if (isOver) return watching.then(() => false)
      const restMs = swallowMs - (performance.now() - lastAt)
      if (restMs > 0) await pause(restMs)
      lastAt = performance.now()
      hasChanged = false
      return true
    },
    close() {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      stop.abort()
    },
  }
}
