import type { LogBatch } from '../../../preload/contract/containers.ts'
import type { LogStream, RecordSink } from './logs-record.ts'

/** Joins records to lines and lines to batches. */
export type LogLines = RecordSink & {
  /** Characters that wait to be taken. */
  length(): number
  /** The time of the last record. */
  lastAt(): number
  /** Whether a record came that is later than wanted. */
  isPast(): boolean
  /** What has come since the last time; with `showsOpen` also the lines that have no end yet. */
  take(showsOpen: boolean): LogBatch | undefined
}

type OpenLine = { text: string; at: number; isShown: boolean }

/** Longer lines are cut into several, so that one of a gigabyte cannot fill the memory. */
const maxLineLength = 1024 * 1024
/** A longer open line is shown only when it ends: showing it again with each piece would cost its square. */
const maxShownOpen = 65_536

export type LineChoice = {
  /** Closed lines to leave out at the beginning. */
  readonly skip?: number
  /** Epoch milliseconds, both inclusive. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  /** For what has no time of its own when nothing came before it. */
  readonly startsAt?: number
}

export function createLogLines(choice: LineChoice = {}): LogLines {
  const { since = -Infinity, until = Infinity } = choice
  let skip = choice.skip ?? 0
  let lastAt = choice.startsAt ?? 0
  let times: number[] = []
  let streams = ''
  let texts: string[] = []
  let length = 0
  let isPast = false
  const open: Record<LogStream, OpenLine> = {
    o: { text: '', at: 0, isShown: true },
    e: { text: '', at: 0, isShown: true },
  }

  const push = (stream: string, text: string, at: number) => {
    if (at < since || at > until) return
    times.push(at)
    streams += stream
    texts.push(text)
    length += text.length + 1
  }
  const close = (stream: string, text: string, at: number) => {
    if (skip > 0) skip--
    else if (text.length <= maxLineLength) push(stream, text, at)
    else for (const part of parts(text)) push(stream, part, at)
  }
  const showOpen = (stream: LogStream, letter: string) => {
    const line = open[stream]
    if (line.isShown || line.text === '' || line.text.length > maxShownOpen) return
    line.isShown = true
    push(letter, line.text, line.at)
  }

  return {
    record(stream, text, hasEnd, at) {
      lastAt = at
      isPast ||= at > until
      const line = open[stream]
      if (line.text === '' && hasEnd) {
        close(stream, text, at)
        return
      }
      if (line.text.length + text.length > maxLineLength) {
        close(stream, line.text, line.at)
        line.text = ''
      }
      if (line.text === '') line.at = at
      line.text += text
      line.isShown = false
      if (!hasEnd) return
      close(stream, withoutReturn(line.text), line.at)
      line.text = ''
      line.isShown = true
    },
    other: (text) => close('o', text, lastAt),
    length: () => length,
    lastAt: () => lastAt,
    isPast: () => isPast,
    take(showsOpen) {
      if (showsOpen) showOpen('o', 'O')
      if (showsOpen) showOpen('e', 'E')
      if (times.length === 0) return undefined
      const batch = { times, streams, texts: texts.join('\n') }
      times = []
      streams = ''
      texts = []
      length = 0
      return batch
    },
  }
}

/** A terminal's line end is `\r\n`, and the two may come in two pieces. */
const withoutReturn = (text: string) => (text.endsWith('\r') ? text.slice(0, -1) : text)

function parts(text: string): string[] {
  const all: string[] = []
  for (let start = 0; start < text.length;) {
    const end = start + maxLineLength
    const isPair = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800
    all.push(text.slice(start, isPair ? end - 1 : end))
    start = isPair ? end - 1 : end
  }
  return all
}
