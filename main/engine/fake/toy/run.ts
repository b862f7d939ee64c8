import { programs } from './programs.ts'
import { Exit, type ToyProcess } from './process.ts'
import { parse, SyntaxProblem, type Node, type Word } from './syntax.ts'

type Output = (stream: 'o' | 'e', text: string) => Promise<void>
type Input = () => Promise<string | undefined>
/** What a command reads and writes: a terminal, a pipe, or a variable. */
export type Streams = { readonly write: Output; readonly readLine: Input }

const streamsOf = ({ surroundings }: ToyProcess): Streams => ({
  write: (stream, text) => surroundings.write(stream, text),
  readLine: () => surroundings.readLine(),
})

/** Runs a script to its end; the exit code is as a shell would give it. */
export async function runScript(process: ToyProcess, source: string): Promise<number> {
  try {
    return await evaluate(process, parseOrSay(source), streamsOf(process))
  } catch (error) {
    if (error instanceof Exit) return error.code
    if (!(error instanceof SyntaxProblem)) throw error
    await process.surroundings.write('e', `sh: syntax error: ${error.message}\n`)
    return 2
  }
}

/** Runs one program with its arguments, without a shell around it. */
export async function runProgram(process: ToyProcess, argv: readonly string[]): Promise<number> {
  try {
    return await execute(process, argv, streamsOf(process))
  } catch (error) {
    if (error instanceof Exit) return error.code
    throw error
  }
}

const parseOrSay = (source: string): Node => parse(source)

async function evaluate(process: ToyProcess, node: Node, streams: Streams): Promise<number> {
  await breathe(process, streams)
  if (node.type === 'command') return runCommand(process, node, streams)
  if (node.type === 'pipe') return runPipe(process, node.nodes, streams)
  if (node.type === 'if') {
    const isTrue = (await evaluate(process, node.test, streams)) === 0
    if (isTrue) return evaluate(process, node.body, streams)
    return node.otherwise === undefined ? 0 : evaluate(process, node.otherwise, streams)
  }
  if (node.type === 'while') {
    while (((await evaluate(process, node.test, streams)) === 0) !== node.isUntil)
      await evaluate(process, node.body, streams)
    return 0
  }
  if (node.type === 'for') {
    for (const word of await expandAll(process, node.words, streams)) {
      process.variables.set(node.name, word)
      await evaluate(process, node.body, streams)
    }
    return process.lastCode
  }
  for (const { before, node: item } of node.items) {
    if (before === '&&' && process.lastCode !== 0) continue
    if (before === '||' && process.lastCode === 0) continue
    process.lastCode = await evaluate(process, item, streams)
  }
  return process.lastCode
}

let steps = 0

/** Lets others run now and then, and is where a signal is noticed. */
async function breathe(process: ToyProcess, streams: Streams): Promise<void> {
  steps += 1
  if (steps % 100 === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  if (process.killed.aborted) throw new Exit(137)
  const handler = process.pending.shift()
  if (handler !== undefined) await evaluate(process, parse(handler), streams)
}

async function runCommand(
  process: ToyProcess,
  { words, redirects }: Node & { readonly type: 'command' },
  streams: Streams,
): Promise<number> {
  const argv = await expandAll(process, words, streams)
  const first = argv.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word))
  for (const word of first === -1 ? argv : argv.slice(0, first)) {
    const equals = word.indexOf('=')
    process.variables.set(word.slice(0, equals), word.slice(equals + 1))
  }
  if (first === -1) return 0
  const write: Output = (stream, text) => {
    const target = redirects.reduce(redirected, stream)
    return target === undefined ? Promise.resolve() : streams.write(target, text)
  }
  return execute(process, argv.slice(first), { ...streams, write })
}

function redirected(stream: 'o' | 'e' | undefined, redirect: string): 'o' | 'e' | undefined {
  const from = redirect.startsWith('2') ? 'e' : 'o'
  if (stream !== from || redirect.includes('<')) return stream
  if (redirect.endsWith('&2')) return 'e'
  if (redirect.endsWith('&1')) return 'o'
  if (redirect.endsWith('/dev/stderr')) return 'e'
  return redirect.endsWith('/dev/stdout') || redirect.endsWith('/proc/1/fd/1') ? 'o' : undefined
}

/** One after the other, each with the whole output of the one before. */
async function runPipe(
  process: ToyProcess,
  nodes: readonly Node[],
  streams: Streams,
): Promise<number> {
  let lines: string[] | undefined
  let code = 0
  for (const [index, node] of nodes.entries()) {
    const input = lines
    const readLine = input === undefined ? streams.readLine : () => Promise.resolve(input.shift())
    if (index === nodes.length - 1)
      return evaluate(process, node, { write: streams.write, readLine })
    let text = ''
    code = await evaluate(process, node, {
      readLine,
      write: (stream, more) => {
        if (stream === 'e') return streams.write('e', more)
        text += more
        return Promise.resolve()
      },
    })
    lines = text.replace(/\n$/, '').split('\n')
  }
  return code
}

async function execute(
  process: ToyProcess,
  [name = '', ...args]: readonly string[],
  streams: Streams,
): Promise<number> {
  const program = programs[name.replace(/^(\/usr)?(\/local)?\/s?bin\//, '')]
  if (program === undefined) {
    await streams.write('e', `sh: ${name}: not found\n`)
    return 127
  }
  const code = await program({
    process,
    args,
    streams,
    run: (argv) => execute(process, argv, streams),
    script: (source) => evaluate(process, parse(source), streams),
  })
  process.lastCode = code
  await breathe(process, streams)
  return code
}

async function expandAll(
  process: ToyProcess,
  words: readonly Word[],
  streams: Streams,
): Promise<readonly string[]> {
  const all: string[] = []
  for (const word of words) all.push(...(await expand(process, word, streams)))
  return all
}

async function expand(process: ToyProcess, word: Word, streams: Streams): Promise<string[]> {
  const fields = ['']
  let isKept = false
  for (const part of word) {
    if (part.type === 'variable' && part.text === '@') {
      const [head, ...more] = process.positional.slice(1)
      isKept ||= head !== undefined
      fields.push((fields.pop() ?? '') + (head ?? ''), ...more)
      continue
    }
    const text = part.type === 'text' ? part.text : await fill(process, part, streams)
    if (part.isQuoted || part.type === 'text') {
      isKept ||= part.isQuoted || text !== ''
      fields.push((fields.pop() ?? '') + text)
    } else {
      const [head = '', ...more] = text.trim().split(/\s+/)
      isKept ||= head !== ''
      fields.push((fields.pop() ?? '') + head, ...more)
    }
  }
  return isKept ? fields : []
}

async function fill(
  process: ToyProcess,
  { type, text }: { readonly type: string; readonly text: string },
  streams: Streams,
): Promise<string> {
  if (type === 'variable') {
    if (text === '?') return String(process.lastCode)
    if (text === '#') return String(process.positional.length - 1)
    if (/^[0-9]$/.test(text)) return process.positional[Number(text)] ?? ''
    return text === '$' ? '1' : (process.variables.get(text) ?? '')
  }
  if (type === 'sum') return String(sum(process, text))
  let output = ''
  await evaluate(process, parse(text), {
    readLine: streams.readLine,
    write: (stream, more) => {
      if (stream === 'o') output += more
      return Promise.resolve()
    },
  })
  return output.replace(/\n+$/, '')
}

/** Sums, differences, products, quotients and remainders, from left to right. */
function sum(process: ToyProcess, text: string): number {
  const tokens = text.match(/[A-Za-z_]\w*|\d+|[-+*/%]/g) ?? []
  const value = (token: string) =>
    Number(/^\d/.test(token) ? token : (process.variables.get(token) ?? 0))
  let result = 0
  let operator = '+'
  for (const token of tokens) {
    if (/^[-+*/%]$/.test(token)) operator = token
    else if (operator === '+') result += value(token)
    else if (operator === '-') result -= value(token)
    else if (operator === '*') result *= value(token)
    else if (operator === '/') result = Math.trunc(result / value(token))
    else result %= value(token)
  }
  return result
}
