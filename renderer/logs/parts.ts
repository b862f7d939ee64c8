import { matchesIn } from './search.ts'
import type { Range } from './search.ts'
import { parseSgr } from './sgr.ts'
import type { SgrStyle } from './sgr.ts'

/** A piece of a line with one look. */
export type Part = { readonly text: string; readonly style: SgrStyle; readonly isHit: boolean }

/** Cuts the spans of a line at the edges of the matches. */
export function partsOf(line: string, pattern: RegExp | undefined): readonly Part[] {
  const spans = parseSgr(line)
  if (pattern === undefined) return spans.map((span) => ({ ...span, isHit: false }))
  const plain = spans.map(({ text }) => text).join('')
  const hits = matchesIn(plain, pattern)
  let at = 0
  return spans.flatMap(({ text, style }) => {
    const start = at
    at += text.length
    return cut(text, start, hits).map((part) => ({ ...part, style }))
  })
}

function cut(text: string, start: number, hits: readonly Range[]) {
  const pieces: { text: string; isHit: boolean }[] = []
  const end = start + text.length
  let from = start
  for (const hit of hits) {
    if (hit.end <= from || hit.start >= end) continue
    const begin = Math.max(hit.start, from)
    const stop = Math.min(hit.end, end)
    if (begin > from) pieces.push({ text: text.slice(from - start, begin - start), isHit: false })
    pieces.push({ text: text.slice(begin - start, stop - start), isHit: true })
    from = stop
  }
  if (from < end) pieces.push({ text: text.slice(from - start), isHit: false })
  return pieces
}

export type Level = 'error' | 'warning'

const errors = /\b(error|fatal|panic|critical|emerg|alert|exception|traceback)\b/i
const warnings = /\bwarn(ing)?\b/i
const stated = /"(?:level|severity|lvl)"\s*:\s*"?(\w+)|\b(?:level|lvl)=(\w+)/i

/** How bad a line probably is: what it states itself counts before the words in it. */
export function levelOf(plain: string): Level | undefined {
  const head = plain.slice(0, 400)
  const [, json, pair] = stated.exec(head) ?? []
  const word = json ?? pair ?? head
  if (errors.test(word)) return 'error'
  return warnings.test(word) ? 'warning' : undefined
}
