import type { LogBatch, LogsRequest } from '../../../preload/contract/containers.ts'
import { listLogFiles, openLogFile, type LogFile, type LogHostFiles } from './logs-files.ts'
import { createLogLines, type LogLines } from './logs-lines.ts'
import { findLog, type LogPlaces } from './logs-place.ts'
import { createLogReader, flush, type LogEnd, type LogReader } from './logs-reader.ts'
import { endOf, isBefore, seekTime, type ReadableLogFile } from './logs-start.ts'
import { seekTail } from './logs-tail.ts'
import { watchChanges, type Changes } from './logs-watch.ts'

/**
 * Reads the logs of containers from the files of nerdctl's json-file driver: the rotated ones first,
 * each line once. Following ends when the container is removed, or when `until` has passed.
 */
export function createLogs(places: LogPlaces) {
  return async function* logs(
    request: LogsRequest,
    signal: AbortSignal,
  ): AsyncGenerator<LogBatch, void> {
    const { files } = places.host
    const path = await findLog(places, request)
    const changes = request.follow ? watchChanges(files, path, signal, request.until) : undefined
    const reader = createLogReader(files, path)
    try {
      const beginning = await begin({ files, path, request, reader, changes })
      if (beginning !== undefined) yield* readOn(reader, beginning, signal, changes)
    } finally {
      changes?.close()
      await reader.close()
    }
  }
}

async function* readOn(
  reader: LogReader,
  { lines, end }: Beginning,
  signal: AbortSignal,
  changes: Changes | undefined,
): AsyncGenerator<LogBatch, void> {
  let isLast = changes === undefined
  for (;;) {
    const step = yield* reader.read(lines, signal, end)
    yield* flush(lines)
    if (step !== 'wait' || isLast) return
    isLast = (await changes?.next()) !== true
    if (signal.aborted) return
  }
}

type Begin = {
  readonly files: LogHostFiles
  readonly path: string
  readonly request: LogsRequest
  readonly reader: LogReader
  readonly changes: Changes | undefined
}

type Beginning = {
  readonly lines: LogLines
  /** Where to stop; absent when it goes on. */
  readonly end?: LogEnd
}

/** Opens the file to begin with; undefined when there is none and none will come. */
async function begin({ files, path, request, reader, changes }: Begin) {
  for (;;) {
    const listed = await listLogFiles(files, path)
    if (listed === undefined) return undefined
    if (listed.length === 0) {
      if ((await changes?.next()) !== true) return undefined
      continue
    }
    const found = await locate(files, listed, request)
    if (found === undefined || !(await reader.open(found.file, found.offset))) continue
    const { file, skip, end, isEndReached } = found
    const { since, until } = request
    const lines = createLogLines({ skip, since, until, startsAt: file.modifiedAt })
    return { lines, ...(isEndReached || !request.follow ? { end } : {}) } satisfies Beginning
  }
}

/** The place to begin and to end; undefined when files were renamed meanwhile: list them again. */
async function locate(files: LogHostFiles, listed: readonly LogFile[], request: LogsRequest) {
  const { since, until, tail } = request
  const readable = listed.map((entry) => readableFile(files, entry))
  try {
    const last = endOf(readable)
    const end = until === undefined ? last : await seekTime(readable, until, 'after')
    let start = { index: 0, offset: 0, skip: 0 }
    if (tail !== undefined) start = await seekTail(readable, end, tail)
    if (since !== undefined) {
      const from = await seekTime(readable, since, 'from')
      if (isBefore(start, from)) start = { ...from, skip: 0 }
    }
    const file = listed[start.index]
    const inode = listed[end.index]?.inode
    if (file === undefined || inode === undefined) return undefined
    return {
      file,
      offset: start.offset,
      skip: start.skip,
      end: { inode, offset: end.offset },
      isEndReached: isBefore(end, last),
    }
  } catch (error) {
    if (error instanceof Renamed) return undefined
    throw error
  }
}

class Renamed extends Error {}

function readableFile(files: LogHostFiles, entry: LogFile): ReadableLogFile {
  return {
    sizeBytes: entry.sizeBytes,
    modifiedAt: entry.modifiedAt,
    async open() {
      const file = await openLogFile(files, entry)
      if (file === undefined) throw new Renamed()
      return file
    },
  }
}
