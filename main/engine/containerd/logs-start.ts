import type { OpenFile } from '../../machine/machine.ts'
import { parseRecord } from './logs-record.ts'

/** A listed file of a log that can be read. */
export type ReadableLogFile = {
  readonly sizeBytes: number
  readonly modifiedAt: number
  readonly open: () => Promise<OpenFile>
}

/** Where to read from: a file by its index and an offset in it. */
export type LogPosition = { readonly index: number; readonly offset: number }

export const smallBlock = 64 * 1024
export const largeBlock = 1024 * 1024
export const maxRecordBytes = 8 * 1024 * 1024
/** Times of files come from a coarser clock than those of records. */
const clockSlackMs = 1000
export const newline = 0x0a

/** The first record of a time or later (`after`: only later); the end when there is none. */
export async function seekTime(
  files: readonly ReadableLogFile[],
  time: number,
  place: 'from' | 'after',
): Promise<LogPosition> {
  for (const [index, { sizeBytes, modifiedAt, open }] of files.entries()) {
    if (modifiedAt + clockSlackMs < time) continue
    await using file = closing(await open())
    const offset = await bisect(file.file, sizeBytes, (at) =>
      place === 'from' ? at >= time : at > time,
    )
    if (offset < sizeBytes) return { index, offset }
  }
  return endOf(files)
}

export const endOf = (files: readonly ReadableLogFile[]): LogPosition => ({
  index: Math.max(0, files.length - 1),
  offset: files.at(-1)?.sizeBytes ?? 0,
})

async function bisect(file: OpenFile, size: number, passes: (at: number) => boolean) {
  let low = 0
  let high = size
  while (high - low > largeBlock) {
    const middle = Math.floor((low + high) / 2)
    const record = await firstRecord(file, middle, size, () => true)
    if (record === undefined || passes(record.at)) high = middle
    else low = record.start
  }
  return (await firstRecord(file, low, size, passes))?.start ?? size
}

/** The first record that passes, in a part of a file that may begin in the middle of a line. */
async function firstRecord(
  file: OpenFile,
  from: number,
  size: number,
  passes: (at: number) => boolean,
) {
  let rest: Uint8Array = new Uint8Array(0)
  let isWhole = from === 0
  for (let offset = from; offset < size && rest.length < maxRecordBytes;) {
    const piece = await readAll(file, offset, Math.min(smallBlock, size - offset))
    if (piece.length === 0) return undefined
    const bytes = Buffer.concat([rest, piece])
    const base = offset - rest.length
    offset += piece.length
    let start = isWhole ? 0 : bytes.indexOf(newline) + 1
    isWhole ||= start > 0
    for (let stop; isWhole && (stop = bytes.indexOf(newline, start)) !== -1; start = stop + 1) {
      const at = timeOf(latin1(bytes.subarray(start, stop)))
      if (at !== undefined && passes(at)) return { at, start: base + start }
    }
    rest = bytes.subarray(start)
  }
  return undefined
}

function timeOf(line: string): number | undefined {
  let found: number | undefined
  parseRecord(line, 0, line.length, {
    record: (_stream, _text, _hasEnd, at) => (found ??= at),
    other: () => undefined,
  })
  return found
}

export const isBefore = (a: LogPosition, b: LogPosition): boolean =>
  a.index < b.index || (a.index === b.index && a.offset < b.offset)

export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

export async function readAll(file: OpenFile, offset: number, length: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for (let read = 0; read < length;) {
    const piece = await file.read(offset + read, length - read)
    if (piece.length === 0) break
    pieces.push(piece)
    read += piece.length
  }
  return Buffer.concat(pieces)
}

export const closing = (file: OpenFile) => ({ file, [Symbol.asyncDispose]: () => file.close() })
