export type Query = { readonly text: string; readonly isRegex: boolean }

export type Search = { readonly pattern?: RegExp; readonly error?: string }

const special = /[.*+?^${}()|[\]\\]/g

/** A query without capitals finds both cases; with one it means what it says. */
export function readQuery({ text, isRegex }: Query): Search {
  if (text === '') return {}
  const flags = /\p{Lu}/u.test(isRegex ? text.replace(/\\./g, '') : text) ? 'g' : 'gi'
  try {
    return { pattern: new RegExp(isRegex ? text : text.replace(special, '\\$&'), flags) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const reason = error.message.replace(/^Invalid regular expression: /, '')
    return { error: `This is not a regular expression: ${reason}` }
  }
}

export type Range = { readonly start: number; readonly end: number }

const mostInLine = 200

/** Where a pattern matches in one line; empty matches are none. */
export function matchesIn(text: string, pattern: RegExp): readonly Range[] {
  const ranges: Range[] = []
  for (const match of text.matchAll(pattern)) {
    if (match[0] !== '') ranges.push({ start: match.index, end: match.index + match[0].length })
    if (ranges.length === mostInLine) break
  }
  return ranges
}

export function hasMatch(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0
  return pattern.test(text)
}
