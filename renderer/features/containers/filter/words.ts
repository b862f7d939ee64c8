/** One word of a filter: `image:nginx`, `-is:exited`, `"free text"`. */
export type FilterWord = {
  /** As it was typed, with its place in the text. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isNegated: boolean
  /** Absent: free text. */
  readonly key?: string
  readonly value: string
}

const pattern =
  /(-?)([A-Za-z]+):(?=\s|$)|(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|([^\s"]+(?:"[^"]*"?)?))/g

/** Splits a filter into words; an open quote reaches to the end. Never throws. */
export function filterWords(text: string): readonly FilterWord[] {
  return Array.from(text.matchAll(pattern), (match): FilterWord => {
    const [typed, emptyMinus, emptyKey, minus, key, quoted, plain] = match
    const name = key ?? emptyKey
    return {
      text: typed,
      start: match.index,
      end: match.index + typed.length,
      isNegated: (minus ?? emptyMinus) === '-',
      ...(name === undefined ? {} : { key: name.toLowerCase() }),
      value: quoted ?? plain ?? '',
    }
  })
}

/** A value as it is typed into a filter. */
export const quoteValue = (value: string): string =>
  /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value
