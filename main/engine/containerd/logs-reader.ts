import type { LogBatch } from '../../../preload/contract/containers.ts'
import type { OpenFile } from '../../machine/machine.ts'
import {
  fileAfter,
  listLogFiles,
  openLogFile,
  unlessMissing,
  type LogFile,
  type LogHostFiles,
} from './logs-files.ts'
import type { LogLines } from './logs-lines.ts'
import { parseRecord } from './logs-record.ts'

const chunkBytes = 256 * 1024
const batchLength = 48 * 1024
/** Nobody writes a record of this size: what has no line end until here is garbage of the disk. */
const maxRecordBytes = 8 * 1024 * 1024
const newline = 0x0a

/** Reads on and on through the files of one log; the rotated ones are followed by their successors. */
export type LogReader = {
  /** False when another file has its name by now. */
  open(listed: LogFile, offset: number): Promise<boolean>
  /**
   * Tells what there is up to `end`, in batches; the last one may still wait in `lines`.
   * `wait`: more may come. `gone`: the log was removed. `end`: the end was reached.
   */
  read(
    lines: LogLines,
    signal: AbortSignal,
    end?: LogEnd,
  ): AsyncGenerator<LogBatch, 'wait' | 'gone' | 'end'>
  close(): Promise<void>
}

export type LogEnd = { readonly inode: number; readonly offset: number }

/** The file that is read now. `isSealed`: nobody writes to it any more. */
type Cursor = { readonly file: OpenFile; offset: number; rest: Uint8Array; isSealed: boolean }

export function createLogReader(files: LogHostFiles, path: string): LogReader {
  let cursor: Cursor | undefined

  const open = async (listed: LogFile, offset: number) => {
    const file = await openLogFile(files, listed)
    if (file === undefined) return false
    await cursor?.file.close()
    cursor = { file, offset, rest: new Uint8Array(0), isSealed: false }
    return true
  }

  /** What to do at the present end of a file. */
  const settle = async (at: Cursor, lines: LogLines): Promise<'again' | 'wait' | 'gone'> => {
    if (!at.isSealed) {
      const found = await unlessMissing(files.stat(path))
      at.isSealed = found?.inode !== at.file.inode
      const isCut = !at.isSealed && found !== undefined && found.sizeBytes < at.offset
      if (isCut) Object.assign(at, { offset: 0, rest: new Uint8Array(0) })
      // Sealed: what was written before the rename may have come after the last look.
      return at.isSealed || isCut ? 'again' : 'wait'
    }
    tellRest(at, lines)
    for (;;) {
      const listed = await listLogFiles(files, path)
      if (listed === undefined) return 'gone'
      const next = fileAfter(listed, at.file.inode, lines.lastAt())
      if (next === undefined) return 'wait'
      if (await open(next, 0)) return 'again'
    }
  }

  return {
    open,
    async *read(lines, signal, end) {
      while (cursor !== undefined && !signal.aborted) {
        const limit = end?.inode === cursor.file.inode ? end.offset : Infinity
        if (cursor.offset >= limit) return 'end'
        const bytes = await cursor.file.read(
          cursor.offset,
          Math.min(chunkBytes, limit - cursor.offset),
        )
        cursor.offset += bytes.length
        yield* tell(cursor, bytes, lines)
        if (lines.isPast()) return 'end'
        if (bytes.length === chunkBytes) continue
        // Whoever waits for a single line has it before anything else is looked at.
        if (bytes.length > 0) yield* flush(lines)
        if (bytes.length > 0 && cursor.isSealed) continue
        const step = await settle(cursor, lines)
        if (step !== 'again') return step
      }
      return 'end'
    },
    close: async () => cursor?.file.close(),
  }
}

/** Takes what waits, also the lines that have no end yet. */
export function* flush(lines: LogLines): Generator<LogBatch, void> {
  const batch = lines.take(true)
  if (batch !== undefined) yield batch
}

function* tell(cursor: Cursor, bytes: Uint8Array, lines: LogLines): Generator<LogBatch, void> {
  const whole = bytes.lastIndexOf(newline) + 1
  if (whole === 0) {
    cursor.rest = Buffer.concat([cursor.rest, bytes])
    if (cursor.rest.length > maxRecordBytes) tellRest(cursor, lines)
    return
  }
  const text = utf8(cursor.rest, bytes.subarray(0, whole))
  cursor.rest = Uint8Array.from(bytes.subarray(whole))
  for (let start = 0; start < text.length && !lines.isPast();) {
    const stop = text.indexOf('\n', start)
    parseRecord(text, start, stop, lines)
    start = stop + 1
    if (lines.length() < batchLength) continue
    const batch = lines.take(false)
    if (batch !== undefined) yield batch
  }
}

/** A last line without an end, which will not get one any more. */
function tellRest(cursor: Cursor, lines: LogLines): void {
  const text = utf8(cursor.rest, new Uint8Array(0))
  cursor.rest = new Uint8Array(0)
  if (text !== '') parseRecord(text, 0, text.length, lines)
}

function utf8(first: Uint8Array, second: Uint8Array): string {
  const bytes = first.length === 0 ? second : Buffer.concat([first, second])
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
