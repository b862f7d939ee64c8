import { isSecret } from '../secrets.ts'

export type JsonKind = 'key' | 'string' | 'number' | 'word' | 'plain'
export type JsonToken = { readonly text: string; readonly kind: JsonKind }

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g

/** A line of indented JSON, cut for colouring. */
export function jsonTokens(line: string): readonly JsonToken[] {
  const tokens: JsonToken[] = []
  let from = 0
  for (const match of line.matchAll(token)) {
    const [all, text, colon, number] = match
    if (match.index > from) tokens.push({ text: line.slice(from, match.index), kind: 'plain' })
    from = match.index + all.length
    if (text !== undefined) {
      tokens.push({ text, kind: colon === undefined ? 'string' : 'key' })
      if (colon !== undefined) tokens.push({ text: colon, kind: 'plain' })
    } else tokens.push({ text: all, kind: number === undefined ? 'word' : 'number' })
  }
  if (from < line.length) tokens.push({ text: line.slice(from), kind: 'plain' })
  return tokens
}

/** The lines of a record; what is one long line of JSON is indented first. */
export function jsonLines(raw: string): readonly string[] {
  const text = raw.trim()
  // What has lines already stays as it is: large numbers would lose digits.
  if (text.includes('\n')) return text.split('\n')
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2).split('\n')
  } catch (error) {
    if (error instanceof SyntaxError) return [text]
    throw error
  }
}

const variable = /^(\s*")([A-Za-z_][\w.]*)=((?:[^"\\]|\\.)+)("?,?\s*)$/

/** The line with the value of a secret variable, `"NAME=value"`, masked. */
export function maskedLine(line: string): string {
  const [, before, name, value, after] = variable.exec(line) ?? []
  if (before === undefined || name === undefined || value === undefined) return line
  return isSecret(name, value) ? `${before}${name}=••••••••${after ?? ''}` : line
}

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0

/** For each line that opens something: the line that closes it. */
export function foldEnds(lines: readonly string[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>()
  const open: { readonly at: number; readonly indent: number }[] = []
  for (const [at, line] of lines.entries()) {
    const indent = indentOf(line)
    const last = open.at(-1)
    if (/^\s*[\]}]/.test(line) && last?.indent === indent) {
      open.pop()
      if (at > last.at + 1) ends.set(last.at, at)
    }
    if (/[[{]\s*$/.test(line)) open.push({ at, indent })
  }
  return ends
}

/** The lines that are to be seen while some are folded; a folded one stands for all up to its end. */
export function visibleLines(
  many: number,
  ends: ReadonlyMap<number, number>,
  folded: ReadonlySet<number>,
): readonly number[] {
  const visible: number[] = []
  for (let at = 0; at < many; at += 1) {
    visible.push(at)
    if (folded.has(at)) at = ends.get(at) ?? at
  }
  return visible
}

/** A token cut where a search matches. */
export type Piece = JsonToken & { readonly isHit: boolean }

/** Tokens with the matches of `query` (lower case) as pieces of their own, across tokens too. */
export function markHits(tokens: readonly JsonToken[], query: string): readonly Piece[] {
  if (query === '') return tokens.map((one) => ({ ...one, isHit: false }))
  const line = tokens
    .map(({ text }) => text)
    .join('')
    .toLowerCase()
  const cuts = new Set<number>()
  const isHit = (at: number) => hits.some((hit) => at >= hit && at < hit + query.length)
  const hits: number[] = []
  for (let at = line.indexOf(query); at >= 0; at = line.indexOf(query, at + query.length)) {
    hits.push(at)
    cuts.add(at).add(at + query.length)
  }
  const pieces: Piece[] = []
  let start = 0
  for (const { text, kind } of tokens) {
    let from = 0
    for (let to = 1; to <= text.length; to += 1) {
      if (to < text.length && !cuts.has(start + to)) continue
      pieces.push({ text: text.slice(from, to), kind, isHit: isHit(start + from) })
      from = to
    }
    start += text.length
  }
  return pieces
}
