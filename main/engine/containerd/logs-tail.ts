import type { OpenFile } from '../../machine/machine.ts'
import { parseRecord, type LogStream } from './logs-record.ts'
import {
  closing,
  isBefore,
  largeBlock,
  latin1,
  maxRecordBytes,
  newline,
  readAll,
  smallBlock,
  type LogPosition,
  type ReadableLogFile,
} from './logs-start.ts'

/** How far before the wanted lines the beginning of one is looked for: a line is at most 1 MiB. */
const maxBeginningBytes = 4 * 1024 * 1024

type Mark = {
  readonly offset: number
  readonly stream: LogStream | 'other'
  readonly hasEnd: boolean
}

/**
 * Where the last `count` lines before `end` begin, found from there backwards, and how many closed
 * lines between there and `end` are not among them (of the other stream, when lines come in pieces).
 */
export async function seekTail(
  files: readonly ReadableLogFile[],
  end: LogPosition,
  count: number,
): Promise<LogPosition & { readonly skip: number }> {
  const tail = createTail(count)
  if (count === 0) return { ...end, skip: 0 }
  for (let index = end.index; index >= 0; index--) {
    const entry = files[index]
    if (entry === undefined) continue
    await using file = closing(await entry.open())
    const size = index === end.index ? end.offset : entry.sizeBytes
    const until = index === end.index ? await lastLineEnd(file.file, size) : size
    for await (const marks of marksBackwards(file.file, until)) {
      if (tail.add(index, marks)) return tail.result()
    }
  }
  return tail.count() === 0 ? { ...end, skip: 0 } : tail.result()
}

/** What follows the last line end of a file is being written: it counts when it is complete. */
async function lastLineEnd(file: OpenFile, size: number): Promise<number> {
  for (let high = size, block = smallBlock; high > 0; block = largeBlock) {
    const low = Math.max(0, high - block)
    const index = (await readAll(file, low, high - low)).lastIndexOf(newline)
    if (index !== -1) return low + index + 1
    high = low
  }
  return 0
}

function createTail(count: number) {
  let chosen = 0
  let start: LogPosition = { index: 0, offset: 0 }
  let needsBeginning: readonly LogStream[] = []
  const seen = new Set<LogStream>()
  const unchosen: LogPosition[] = []
  let chosenAt: LogPosition | undefined

  const isTooFar = (at: LogPosition) =>
    chosenAt !== undefined &&
    (at.index !== chosenAt.index || chosenAt.offset - at.offset > maxBeginningBytes)

  const choose = (mark: Mark, at: LogPosition) => {
    chosen++
    start = at
    if (mark.stream !== 'other')
      needsBeginning = [...without(needsBeginning, mark.stream), mark.stream]
    if (chosen === count) chosenAt = at
  }
  const add = (mark: Mark, at: LogPosition) => {
    const isOpen = !mark.hasEnd && mark.stream !== 'other' && !seen.has(mark.stream)
    if (mark.stream !== 'other') seen.add(mark.stream)
    if (mark.hasEnd || isOpen) {
      if (chosen < count) choose(mark, at)
      else if (mark.hasEnd) {
        unchosen.push(at)
        needsBeginning = without(needsBeginning, mark.stream)
      }
    } else if (mark.stream !== 'other' && needsBeginning.includes(mark.stream)) {
      start = at
    }
    return chosen >= count && (needsBeginning.length === 0 || isTooFar(at))
  }
  return {
    count: () => chosen,
    add: (index: number, marks: readonly Mark[]) =>
      marks.some((mark) => add(mark, { index, offset: mark.offset })),
    result: () => ({
      ...start,
      skip: unchosen.filter((at) => !isBefore(at, start)).length,
    }),
  }
}

const without = (streams: readonly LogStream[], stream: Mark['stream']) =>
  streams.filter((other) => other !== stream)

/** What each line is, the last first, block by block from the end. */
async function* marksBackwards(file: OpenFile, size: number): AsyncGenerator<readonly Mark[]> {
  let rest: Uint8Array = new Uint8Array(0)
  let block = smallBlock
  for (let high = size; high > 0; block = Math.min(block * 2, largeBlock)) {
    const low = Math.max(0, high - block)
    const bytes = Buffer.concat([await readAll(file, low, high - low), rest])
    const first = low === 0 ? 0 : bytes.indexOf(newline) + 1
    high = low
    if (first === 0 && low > 0 && bytes.length < maxRecordBytes) {
      rest = bytes
      continue
    }
    rest = bytes.subarray(0, first)
    yield marksOf(bytes.subarray(first), low + first).reverse()
  }
}

function marksOf(bytes: Uint8Array, base: number): Mark[] {
  // One character for each byte, so that an index is an offset.
  const source = latin1(bytes)
  const marks: Mark[] = []
  let start = 0
  const sink = {
    record: (stream: LogStream, text: string, hasEnd: boolean) => {
      if (hasEnd || text !== '') marks.push({ offset: base + start, stream, hasEnd })
    },
    other: () => marks.push({ offset: base + start, stream: 'other', hasEnd: true }),
  }
  while (start < source.length) {
    const next = source.indexOf('\n', start)
    const end = next === -1 ? source.length : next
    parseRecord(source, start, end, sink)
    start = end + 1
  }
  return marks
}
