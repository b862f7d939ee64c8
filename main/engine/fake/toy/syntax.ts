/** A piece of a word: text as it is, or something to be filled in. */
type Part =
  | { readonly type: 'text'; readonly text: string; readonly isQuoted: boolean }
  | {
      readonly type: 'variable' | 'sum' | 'output'
      readonly text: string
      readonly isQuoted: boolean
    }
export type Word = readonly Part[]

export type Node =
  | {
      readonly type: 'command'
      readonly words: readonly Word[]
      readonly redirects: readonly string[]
    }
  | {
      readonly type: 'list'
      readonly items: readonly { readonly before: string; readonly node: Node }[]
    }
  | { readonly type: 'pipe'; readonly nodes: readonly Node[] }
  | { readonly type: 'while'; readonly test: Node; readonly body: Node; readonly isUntil: boolean }
  | {
      readonly type: 'for'
      readonly name: string
      readonly words: readonly Word[]
      readonly body: Node
    }
  | { readonly type: 'if'; readonly test: Node; readonly body: Node; readonly otherwise?: Node }

type Token =
  | { readonly type: 'word'; readonly word: Word }
  | { readonly type: 'operator' | 'redirect'; readonly text: string }

export class SyntaxProblem extends Error {}

const operators = /^(&&|\|\||;;|[;|&()\n])/
const redirects = /^([012]?>>?\s*(?:&[012]|\/[^\s;|&]*)|[0]?<\s*\/[^\s;|&]*)/

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  let rest = source.replaceAll('\\\n', '')
  while (rest !== '') {
    const blank = /^(?:[ \t\r]+|#[^\n]*)/.exec(rest)?.[0]
    const redirect = redirects.exec(rest)?.[0]
    const operator = operators.exec(rest)?.[0]
    if (blank !== undefined) rest = rest.slice(blank.length)
    else if (redirect !== undefined) {
      tokens.push({ type: 'redirect', text: redirect.replaceAll(/\s/g, '') })
      rest = rest.slice(redirect.length)
    } else if (operator !== undefined) {
      tokens.push({ type: 'operator', text: operator })
      rest = rest.slice(operator.length)
    } else {
      const { word, length } = readWord(rest)
      tokens.push({ type: 'word', word })
      rest = rest.slice(length)
    }
  }
  return tokens
}

function readWord(source: string): { readonly word: Word; readonly length: number } {
  const parts: Part[] = []
  let at = 0
  while (at < source.length) {
    const rest = source.slice(at)
    if (/^[\s;|&()<>]/.test(rest)) break
    const quoted = /^'([^']*)'/.exec(rest)
    const double = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest)
    if (quoted !== null) {
      parts.push({ type: 'text', text: quoted[1] ?? '', isQuoted: true })
      at += quoted[0].length
    } else if (double !== null) {
      parts.push({ type: 'text', text: '', isQuoted: true }, ...readDouble(double[1] ?? ''))
      at += double[0].length
    } else if (/^['"]/.test(rest)) throw new SyntaxProblem('unterminated quoted string')
    else {
      const { part, length } = readPart(rest, false)
      parts.push(part)
      at += length
    }
  }
  if (at === 0) throw new SyntaxProblem(`unexpected "${source.charAt(0)}"`)
  return { word: parts, length: at }
}

function readDouble(source: string): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < source.length) {
    const { part, length } = readPart(source.slice(at), true)
    parts.push(part)
    at += length
  }
  return parts
}

function readPart(rest: string, isQuoted: boolean): { part: Part; length: number } {
  const sum = /^\$\(\(((?:[^()]|\([^()]*\))*)\)\)/.exec(rest)
  if (sum !== null)
    return { part: { type: 'sum', text: sum[1] ?? '', isQuoted }, length: sum[0].length }
  const output = /^\$\(((?:[^()]|\([^()]*\))*)\)/.exec(rest) ?? /^`([^`]*)`/.exec(rest)
  if (output !== null)
    return { part: { type: 'output', text: output[1] ?? '', isQuoted }, length: output[0].length }
  const variable = /^\$(?:\{([A-Za-z_]\w*|[?$0-9@#])\}|([A-Za-z_]\w*|[?$0-9@#]))/.exec(rest)
  if (variable !== null) {
    const text = variable[1] ?? variable[2] ?? ''
    return { part: { type: 'variable', text, isQuoted }, length: variable[0].length }
  }
  const escaped = (isQuoted ? /^\\(["\\$`])/ : /^\\([\s\S])/).exec(rest)
  if (escaped !== null)
    return { part: { type: 'text', text: escaped[1] ?? '', isQuoted: true }, length: 2 }
  const text = (isQuoted ? /^[^$`\\]+/ : /^[^\s;|&()<>'"$`\\]+/).exec(rest)?.[0] ?? rest.charAt(0)
  return { part: { type: 'text', text, isQuoted }, length: text.length }
}

const plain = (token: Token | undefined): string | undefined => {
  if (token?.type !== 'word') return undefined
  const [part] = token.word
  return token.word.length === 1 && part?.type === 'text' && !part.isQuoted ? part.text : undefined
}
const closers = new Set(['do', 'done', 'then', 'else', 'elif', 'fi', '}'])

/** The little of a shell's language that the fake's programs and its visitors use. */
export function parse(source: string): Node {
  const tokens = tokenize(source)
  let at = 0
  const peek = () => tokens[at]
  const isOperator = (...texts: readonly string[]) => {
    const token = peek()
    return token?.type === 'operator' && texts.includes(token.text)
  }
  const expect = (word: string) => {
    while (isOperator('\n', ';')) at += 1
    if (plain(peek()) !== word) throw new SyntaxProblem(`"${word}" expected`)
    at += 1
  }
  const list = (): Node => {
    const items: { before: string; node: Node }[] = []
    let before = ';'
    for (;;) {
      while (isOperator('\n', ';')) at += 1
      const word = plain(peek())
      if (peek() === undefined || isOperator(')') || (word !== undefined && closers.has(word)))
        break
      items.push({ before, node: pipe() })
      const token = peek()
      if (token?.type !== 'operator' || token.text === ')') break
      before = token.text === '\n' ? ';' : token.text
      at += 1
    }
    return { type: 'list', items }
  }
  const pipe = (): Node => {
    const nodes = [single()]
    while (isOperator('|')) {
      at += 1
      nodes.push(single())
    }
    const [only] = nodes
    return nodes.length === 1 && only !== undefined ? only : { type: 'pipe', nodes }
  }
  const branch = (): Node => {
    const test = list()
    expect('then')
    const body = list()
    const word = plain(peek())
    at += 1
    if (word === 'fi') return { type: 'if', test, body }
    if (word === 'elif') return { type: 'if', test, body, otherwise: branch() }
    if (word !== 'else') throw new SyntaxProblem('"fi" expected')
    const otherwise = list()
    expect('fi')
    return { type: 'if', test, body, otherwise }
  }
  const group = (closed: () => void): Node => {
    at += 1
    const inner = list()
    closed()
    return inner
  }
  const single = (): Node => {
    const word = plain(peek())
    if (isOperator('('))
      return group(() => {
        if (!isOperator(')')) throw new SyntaxProblem('")" expected')
        at += 1
      })
    if (word === '{') return group(() => expect('}'))
    if (word === 'if') {
      at += 1
      return branch()
    }
    if (word === 'while' || word === 'until') {
      at += 1
      const test = list()
      expect('do')
      const body = list()
      expect('done')
      return { type: 'while', test, body, isUntil: word === 'until' }
    }
    return word === 'for' ? loop() : command()
  }
  const loop = (): Node => {
    at += 1
    const name = plain(peek()) ?? ''
    at += 1
    expect('in')
    const words = command()
    expect('do')
    const body = list()
    expect('done')
    return { type: 'for', name, words: words.type === 'command' ? words.words : [], body }
  }
  const command = (): Node => {
    const words: Word[] = []
    const found: string[] = []
    for (;;) {
      const token = peek()
      if (token === undefined || token.type === 'operator') break
      if (token.type === 'word') words.push(token.word)
      else found.push(token.text)
      at += 1
    }
    return { type: 'command', words, redirects: found }
  }
  const root = list()
  if (peek() !== undefined) throw new SyntaxProblem('unexpected end of a block')
  return root
}
