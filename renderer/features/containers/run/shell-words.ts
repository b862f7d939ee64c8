/** A command line as words; nothing is ever run or expanded. */
export type ShellWords =
  | {
      readonly ok: true
      readonly words: readonly string[]
      /** Variables that a shell would have replaced: they stay as typed. */
      readonly variables: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }

const refusals: Readonly<Record<string, string>> = {
  '|': 'a pipe (|)',
  ';': 'a semicolon (;)',
  '&': 'an ampersand (&)',
  '<': 'a redirection (<)',
  '>': 'a redirection (>)',
  '(': 'a subshell',
  ')': 'a subshell',
  '`': 'a command in backticks',
}

type State = {
  at: number
  word: string | undefined
  readonly words: string[]
  readonly variables: Set<string>
}

class Refused extends Error {}

const refuse = (what: string): never => {
  throw new Refused(
    `The line has ${what}. Only one plain command can be taken over: paste the part that begins with docker, nerdctl or podman.`,
  )
}

const unclosed = (quote: string): never => {
  throw new Refused(`A quote (${quote}) is opened and never closed.`)
}

const add = (state: State, text: string) => {
  state.word = (state.word ?? '') + text
}

const end = (state: State) => {
  if (state.word !== undefined) state.words.push(state.word)
  state.word = undefined
}

function single(text: string, state: State): void {
  const close = text.indexOf("'", state.at + 1)
  if (close < 0) unclosed("'")
  add(state, text.slice(state.at + 1, close))
  state.at = close + 1
}

/** `$NAME` stays as it is, and is remembered; `$(…)` would run something. */
function dollar(text: string, state: State): void {
  if (text[state.at + 1] === '(') refuse('a command in $(…)')
  const name = /^\$(?:[A-Za-z_]\w*|\{[^}]*\})/.exec(text.slice(state.at))?.[0] ?? '$'
  if (name !== '$') state.variables.add(name)
  add(state, name)
  state.at += name.length
}

function double(text: string, state: State): void {
  add(state, '')
  state.at += 1
  for (let char = text[state.at]; char !== '"'; char = text[state.at]) {
    if (char === undefined) unclosed('"')
    else if (char === '`') refuse(refusals['`'] ?? '')
    else if (char === '$') dollar(text, state)
    else if (char === '\\' && /["\\$`\n]/.test(text[state.at + 1] ?? '')) {
      const next = text[state.at + 1] ?? ''
      add(state, next === '\n' ? '' : next)
      state.at += 2
    } else {
      add(state, char)
      state.at += 1
    }
  }
  state.at += 1
}

function backslash(text: string, state: State): void {
  const next = text[state.at + 1]
  // At the end of a line it joins the next one, with or without blanks that got there by copying.
  const joined = /^\\[ \t]*\n/.exec(text.slice(state.at))
  if (joined === null && next !== undefined) add(state, next)
  state.at += joined?.[0].length ?? 2
}

/** One step at the present character, outside of quotes. */
function step(text: string, state: State): void {
  const char = text[state.at] ?? ''
  if (char === "'") single(text, state)
  else if (char === '"') double(text, state)
  else if (char === '\\') backslash(text, state)
  else if (char === '$') dollar(text, state)
  // PowerShell joins lines with a backtick.
  else if (/^`[ \t]*\n/.test(text.slice(state.at, state.at + 8))) state.at += 1
  else if (/\s/.test(char)) {
    end(state)
    state.at += 1
  } else if (char === '#' && state.word === undefined) {
    const line = text.indexOf('\n', state.at)
    state.at = line < 0 ? text.length : line
  } else if (refusals[char] !== undefined) refuse(refusals[char])
  else {
    add(state, char)
    state.at += 1
  }
}

/** Splits as a POSIX shell does: quotes, backslashes, joined lines, comments. */
export function shellWords(line: string): ShellWords {
  const text = line.replace(/\r\n?/g, '\n').trim()
  const state: State = { at: 0, word: undefined, words: [], variables: new Set() }
  try {
    while (state.at < text.length) step(text, state)
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.message }
    throw error
  }
  end(state)
  return { ok: true, words: state.words, variables: [...state.variables] }
}

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/

/** A word as it has to be typed in a POSIX shell. */
export const shellQuote = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

export const shellLine = (argv: readonly string[]): string => argv.map(shellQuote).join(' ')
