import type { LogRing } from './ring.ts'
import { hasMatch } from './search.ts'
import { plainText } from './sgr.ts'
import { lowerBound } from './sorted.ts'

/** Dropping from the front of a long list is slow: stale ones stay for a while. */
const staleMost = 5_000

/** The lines that match a search, kept as lines come and go. */
export function createHits(ring: LogRing, isVisible: (line: number) => boolean) {
  let pattern: RegExp | undefined
  let lines: number[] = []
  const at = (index: number) => lines[index] ?? Number.POSITIVE_INFINITY
  const stale = () => lowerBound(lines.length, at, ring.first())
  const scan = (from: number) => {
    lines.length = lowerBound(lines.length, at, from)
    if (pattern === undefined) return
    for (let line = from; line < ring.next(); line += 1) {
      if (isVisible(line) && hasMatch(plainText(ring.text(line)), pattern)) lines.push(line)
    }
  }
  return {
    grown: (lowest: number) => {
      if (pattern === undefined) return
      const many = stale()
      if (many > staleMost) lines = lines.slice(many)
      scan(lowest)
    },
    search: (next: RegExp | undefined) => {
      pattern = next
      lines = []
      scan(ring.first())
    },
    pattern: () => pattern,
    count: () => lines.length - stale(),
    /** Which hit a line is, counted from 1; 0 when it is none. */
    indexOf: (line: number) => {
      const index = lowerBound(lines.length, at, line)
      return lines[index] === line ? index - stale() + 1 : 0
    },
    /** The next hit from a line on, in a direction, going round at the ends. */
    from: (line: number, step: 1 | -1): number | undefined => {
      const first = stale()
      if (first === lines.length) return undefined
      const index = lowerBound(lines.length, at, step === 1 ? line + 1 : line)
      const wanted = step === 1 ? index : index - 1
      if (wanted >= lines.length) return lines[first]
      return wanted < first ? lines.at(-1) : lines[wanted]
    },
  }
}
