export type Pair = { readonly name: string; readonly value: string }

/** `NAME=value`; a name alone has an empty value. */
export function splitPair(text: string): Pair {
  const at = text.indexOf('=')
  return at < 0 ? { name: text, value: '' } : { name: text.slice(0, at), value: text.slice(at + 1) }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** The value of one line: quotes go, and what follows ` #` outside of them. */
function valueOf(text: string): string {
  const plain = text.trim()
  const single = /^'([^']*)'/.exec(plain)?.[1]
  if (single !== undefined) return single
  const double = /^"((?:[^"\\]|\\.)*)"/s.exec(plain)?.[1]
  if (double !== undefined) {
    return double.replace(/\\(.)/gs, (_, char: string) => escapes[char] ?? char)
  }
  return plain.replace(/\s+#.*$/, '')
}

/**
 * A `.env` file, as compose reads it: comments, `export`, quotes, values over several lines. Lines
 * that are no assignment come back in `left`.
 */
export function readEnvironment(text: string): {
  readonly pairs: readonly Pair[]
  readonly left: readonly string[]
} {
  const pairs: Pair[] = []
  const left: string[] = []
  // A double-quoted value may go over several lines; everything else is one line.
  const entry =
    /^[ \t]*(?:export[ \t]+)?([^\s=#]+)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"[^\n]*|[^\n]*)$|^([^\n]+)$/gm
  for (const [, name, value, other] of text.replace(/\r\n?/g, '\n').matchAll(entry)) {
    if (name !== undefined) pairs.push({ name, value: valueOf(value ?? '') })
    else if (other !== undefined && !/^\s*(#|$)/.test(other)) left.push(other.trim())
  }
  return { pairs, left }
}
