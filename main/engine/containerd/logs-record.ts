/** `o` is stdout, `e` is stderr. */
export type LogStream = 'o' | 'e'

/** Who takes what a log file says. */
export type RecordSink = {
  /** `hasEnd`: the text was followed by a line end, which is not part of it. `at`: epoch ms. */
  record(stream: LogStream, text: string, hasEnd: boolean, at: number): void
  /** A line that is no record (a torn write, garbage on the disk): shown, because hiding is worse. */
  other(text: string): void
}

const head = '{"log":"'
const stdoutTail = '","stream":"stdout","time":"'
const stderrTail = '","stream":"stderr","time":"'
const tailLength = stdoutTail.length
/** `2026-11-20T22:21:34` */
const secondLength = 19
const maxOtherLength = 65_536

/**
 * Reads one line, `source` from `start` to `end` without its `\n`, as nerdctl's json-file driver
 * writes it (Go's encoding/json of `{log, stream, time}`):
 * `{"log":"text\n","stream":"stdout","time":"2026-11-20T22:21:34.854669866Z"}`. Its exact shape is
 * recognised without JSON.parse; anything else goes through it.
 */
export function parseRecord(source: string, start: number, end: number, sink: RecordSink): void {
  if (!parseExact(source, start, end, sink)) parseAny(source.slice(start, end), sink)
}

function parseExact(source: string, start: number, end: number, sink: RecordSink): boolean {
  if (end - start < 60 || !source.startsWith('Z"}', end - 3)) return false
  const timeStart = source.lastIndexOf('"', end - 3) + 1
  const textEnd = timeStart - tailLength
  const textStart = start + head.length
  if (textEnd < textStart || !source.startsWith(head, start)) return false
  const isOut = source.startsWith(stdoutTail, textEnd)
  if (!isOut && !source.startsWith(stderrTail, textEnd)) return false
  const at = parseTime(source, timeStart, end - 3)
  if (Number.isNaN(at)) return false
  const stream = isOut ? 'o' : 'e'
  const escape = plainEnd(source, textStart, textEnd)
  if (escape !== -1) {
    sink.record(stream, source.slice(textStart, escape), escape !== textEnd, at)
    return true
  }
  const text = parseText(source.slice(textStart - 1, textEnd + 1))
  if (text === undefined) return false
  tell(stream, text, at, sink)
  return true
}

/** Where a text ends that has no escape but a final `\n` or `\r\n`; -1 when it has others. */
function plainEnd(source: string, start: number, end: number): number {
  // No quote inside, so the text ends where the tail begins and nowhere before.
  if (source.indexOf('"', start) !== end) return -1
  const escape = source.indexOf('\\', start)
  if (escape === -1 || escape > end) return end
  if (escape === end - 2 && source.charCodeAt(end - 1) === 0x6e) return escape
  return escape === end - 4 && source.startsWith('\\r\\n', escape) ? escape : -1
}

function parseText(literal: string): string | undefined {
  try {
    const text: unknown = JSON.parse(literal)
    return typeof text === 'string' ? text : undefined
  } catch {
    // Not one string from quote to quote: the caller parses the whole line.
    return undefined
  }
}

function tell(stream: LogStream, text: string, at: number, sink: RecordSink): void {
  const end = text.indexOf('\n')
  if (end === -1) {
    sink.record(stream, text, false, at)
    return
  }
  sink.record(stream, text.slice(0, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end), true, at)
  if (end + 1 < text.length) tell(stream, text.slice(end + 1), at, sink)
}

function parseAny(line: string, sink: RecordSink): void {
  if (parseJson(line, sink)) return
  // A write that was torn, and the record after it: quotes inside a text are always escaped.
  const last = line.lastIndexOf(head)
  if (last > 0 && hasRecord(line.slice(last))) {
    tellOther(line.slice(0, last), sink)
    parseJson(line.slice(last), sink)
  } else {
    tellOther(line, sink)
  }
}

const nobody: RecordSink = { record: () => undefined, other: () => undefined }
const hasRecord = (line: string) => parseJson(line, nobody)

function parseJson(line: string, sink: RecordSink): boolean {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return false
  }
  if (typeof value !== 'object' || value === null || !('time' in value)) return false
  const at = typeof value.time === 'string' ? Date.parse(value.time) : Number.NaN
  const stream = 'stream' in value ? value.stream : undefined
  const text = 'log' in value ? value.log : ''
  if (Number.isNaN(at) || typeof text !== 'string') return false
  tell(stream === 'stderr' ? 'e' : 'o', text, at, sink)
  return true
}

/** Zeros are what a file system leaves after a power cut: nobody wrote them. */
function tellOther(line: string, sink: RecordSink): void {
  const text = line.replaceAll('\0', '')
  if (text.trim() !== '') sink.other(text.slice(0, maxOtherLength))
}

let knownSecond = ''
let knownSecondMs = Number.NaN

/** RFC 3339 in UTC without its `Z`, 0 to 9 digits of a second; NaN when it is something else. */
function parseTime(source: string, start: number, end: number): number {
  if (knownSecond === '' || !source.startsWith(knownSecond, start)) {
    knownSecond = source.slice(start, start + secondLength)
    knownSecondMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(knownSecond)
      ? Date.parse(`${knownSecond}Z`)
      : Number.NaN
  }
  let index = start + secondLength
  if (index === end) return knownSecondMs
  if (source.charCodeAt(index++) !== 0x2e || index === end) return Number.NaN
  let digits = 0
  let scale = 1000
  for (; index < end; index++) {
    const digit = source.charCodeAt(index) - 0x30
    if (digit < 0 || digit > 9) return Number.NaN
    digits = digits * 10 + digit
    scale /= 10
  }
  return knownSecondMs + digits * scale
}
