import { AppError } from '../../../../preload/contract/errors.ts'
import { Exit, type ToyProcess } from './process.ts'
import type { Streams } from './run.ts'

type Invocation = {
  readonly process: ToyProcess
  readonly args: readonly string[]
  readonly streams: Streams
  run(argv: readonly string[]): Promise<number>
  script(source: string): Promise<number>
}
export type Program = (invocation: Invocation) => Promise<number> | number

const files: Readonly<Record<string, readonly string[]>> = {
  '/': ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'usr', 'var'],
  '/etc': ['group', 'hostname', 'hosts', 'os-release', 'passwd', 'resolv.conf'],
  '/root': [],
  '/tmp': [],
}
const contents: Readonly<Record<string, (process: ToyProcess) => string>> = {
  '/etc/hostname': ({ surroundings }) => `${surroundings.hostname}\n`,
  '/etc/os-release': () => 'NAME="Goldfinch demo"\nID=demo\n',
  '/etc/passwd': () => 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
}

const say =
  (text: (invocation: Invocation) => string): Program =>
  async (invocation) => {
    await invocation.streams.write('o', text(invocation))
    return 0
  }

async function fail({ streams }: Invocation, text: string, code = 1): Promise<number> {
  await streams.write('e', `${text}\n`)
  return code
}

const unescape = (text: string) =>
  text.replaceAll(/\\(n|r|t|e|a|\\|0?33|x1b)/g, (_whole, code: string) => {
    const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\u0007' }
    return known[code] ?? (code === '\\' ? '\\' : '\u001b')
  })

const echo: Program = async ({ args, streams }) => {
  const flags = args.findIndex((arg) => !/^-[ne]+$/.test(arg))
  const options = (flags === -1 ? args : args.slice(0, flags)).join('')
  const text = args.slice(flags === -1 ? args.length : flags).join(' ')
  const end = options.includes('n') ? '' : '\n'
  await streams.write('o', (options.includes('e') ? unescape(text) : text) + end)
  return 0
}

const printf: Program = async ({ args: [format = '', ...values], streams }) => {
  const rest = [...values]
  do {
    const text = unescape(format).replaceAll(
      /%(0?\d*)([sd%])/g,
      (_whole, width: string, kind: string) => {
        if (kind === '%') return '%'
        const value = rest.shift() ?? (kind === 'd' ? '0' : '')
        return value.padStart(Number(width), width.startsWith('0') ? '0' : ' ')
      },
    )
    await streams.write('o', text)
  } while (rest.length > 0)
  return 0
}

const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 }

const sleep: Program = async (invocation) => {
  const { process, args } = invocation
  const [, amount, unit = ''] = /^(\d*\.?\d+)([smh]?)$/.exec(args[0] ?? '') ?? []
  const isForever = args[0] === 'infinity'
  if (amount === undefined && !isForever)
    return fail(invocation, `sleep: invalid number '${args[0] ?? ''}'`)
  const ms = isForever ? 2 ** 31 - 1 : Math.min(2 ** 31 - 1, Number(amount) * (units[unit] ?? 1000))
  const until = AbortSignal.any([process.killed, process.interrupted.signal])
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      until.removeEventListener('abort', done)
      resolve(0)
    }
    // Real time, whatever the pace of the fake: a person asked for it.
    const timer = setTimeout(done, ms)
    if (until.aborted) done()
    else until.addEventListener('abort', done, { once: true })
  })
}

const shell: Program = async (invocation) => {
  const { process, args, streams } = invocation
  const at = args.findIndex((arg) => /^-\w*c$/.test(arg))
  if (at !== -1) {
    const before = process.positional
    process.positional = args.length > at + 2 ? args.slice(at + 2) : ['sh']
    const code = await invocation.script(args[at + 1] ?? '')
    process.positional = before
    return code
  }
  for (;;) {
    if (process.surroundings.hasTerminal) await streams.write('o', prompt(process))
    const line = await streams.readLine()
    if (line === undefined || process.killed.aborted) return process.lastCode
    try {
      process.lastCode = await invocation.script(line)
    } catch (error) {
      if (error instanceof Exit || error instanceof AppError || !(error instanceof Error))
        throw error
      await streams.write('e', `sh: syntax error: ${error.message}\n`)
      process.lastCode = 2
    }
  }
}

const prompt = ({ surroundings, directory }: ToyProcess) =>
  `${directory} ${surroundings.user === 'root' ? '#' : '$'} `

const test: Program = ({ args }) => {
  const words = args.at(-1) === ']' ? args.slice(0, -1) : args
  const [left = '', operator, right = ''] = words
  if (words[0] === '!') return words.length > 1 && words[1] !== '' ? 1 : 0
  if (operator === undefined) return left === '' ? 1 : 0
  const [a, b] = [Number(left), Number(right)]
  const truths: Readonly<Record<string, boolean>> = {
    '=': left === right,
    '==': left === right,
    '!=': left !== right,
    '-eq': a === b,
    '-ne': a !== b,
    '-lt': a < b,
    '-le': a <= b,
    '-gt': a > b,
    '-ge': a >= b,
  }
  if (left === '-n') return operator === '' ? 1 : 0
  if (left === '-z') return operator === '' ? 0 : 1
  if (/^-[efdx]$/.test(left)) return operator in contents || operator in files ? 0 : 1
  return truths[operator] === true ? 0 : 1
}

const seq: Program = async ({ args, streams }) => {
  const numbers = args.map(Number)
  const [from, to] =
    numbers.length === 1 ? [1, numbers[0] ?? 0] : [numbers[0] ?? 1, numbers.at(-1) ?? 0]
  const step = numbers.length === 3 ? (numbers[1] ?? 1) : 1
  let text = ''
  for (let value = from; value <= to; value += step) {
    text += `${value}\n`
    if (text.length < 8192) continue
    await streams.write('o', text)
    text = ''
  }
  if (text !== '') await streams.write('o', text)
  return 0
}

const cat: Program = async (invocation) => {
  const { args, streams, process } = invocation
  for (const path of args.filter((arg) => arg !== '-')) {
    const content = contents[path]
    if (content === undefined)
      return fail(invocation, `cat: can't open '${path}': No such file or directory`)
    await streams.write('o', content(process))
  }
  if (args.length > 0 && !args.includes('-')) return 0
  for (;;) {
    const line = await streams.readLine()
    if (line === undefined) return process.killed.aborted ? 137 : 0
    await streams.write('o', `${line}\n`)
  }
}

const list: Program = async (invocation) => {
  const { args, streams, process } = invocation
  const path = args.find((arg) => !arg.startsWith('-')) ?? process.directory
  const names = files[path.length > 1 ? path.replace(/\/$/, '') : path]
  if (names === undefined) return fail(invocation, `ls: ${path}: No such file or directory`)
  const isLong = args.some((arg) => /^-\w*l/.test(arg))
  const isColoured = process.surroundings.hasTerminal
  const shown = names.map((name) =>
    isColoured && path === '/' ? `\u001b[1;34m${name}\u001b[m` : name,
  )
  const text = isLong
    ? shown
        .map((name) => `drwxr-xr-x    2 root     root          4096 Jan  1 00:00 ${name}`)
        .join('\n')
    : shown.join(isColoured ? '  ' : '\n')
  if (names.length > 0) await streams.write('o', `${text}\n`)
  return 0
}

const changeDirectory: Program = (invocation) => {
  const { process, args } = invocation
  const target = args[0] ?? '/root'
  const path = target.startsWith('/') ? target : `${process.directory.replace(/\/$/, '')}/${target}`
  const clean = target === '..' ? '/' : path.length > 1 ? path.replace(/\/$/, '') : path
  if (!(clean in files))
    return fail(invocation, `sh: cd: can't cd to ${target}: No such file or directory`, 2)
  process.directory = clean
  return 0
}

const sttySize = ({ process }: Invocation) => {
  const { columns, rows } = process.surroundings.size()
  return `${rows} ${columns}\n`
}

const colours: Program = async ({ streams }) => {
  const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
  const text = names.map((name, index) => `\u001b[${30 + index}m${name}\u001b[0m`).join(' ')
  await streams.write('o', `${text}\n`)
  return 0
}

const head: Program = async ({ args, streams }) => {
  const count = Number(args.join(' ').match(/\d+/)?.[0] ?? 10)
  for (let index = 0; index < count; index += 1) {
    const line = await streams.readLine()
    if (line === undefined) break
    await streams.write('o', `${line}\n`)
  }
  return 0
}

const countLines: Program = async ({ streams }) => {
  let count = 0
  while ((await streams.readLine()) !== undefined) count += 1
  await streams.write('o', `${count}\n`)
  return 0
}

const read: Program = async ({ process, args, streams }) => {
  const line = await streams.readLine()
  if (line === undefined) return 1
  process.variables.set(args.at(-1) ?? 'REPLY', line)
  return 0
}

/** Every program a container of the fake has. */
export const programs: Readonly<Record<string, Program>> = {
  sh: shell,
  bash: shell,
  ash: shell,
  busybox: (invocation) => invocation.run(invocation.args),
  exec: (invocation) => invocation.run(invocation.args),
  exit: ({ args, process }) => {
    throw new Exit(Number(args[0] ?? process.lastCode) & 255)
  },
  echo,
  printf,
  sleep,
  seq,
  cat,
  head,
  read,
  wc: countLines,
  ls: list,
  cd: changeDirectory,
  '[': test,
  test,
  colours,
  true: () => 0,
  ':': () => 0,
  false: () => 1,
  set: () => 0,
  wait: () => 0,
  export: ({ args, process }) => {
    for (const arg of args) {
      const [name = '', ...value] = arg.split('=')
      if (arg.includes('=')) process.variables.set(name, value.join('='))
    }
    return 0
  },
  trap: ({ args, process }) => {
    for (const name of args.slice(1)) process.traps.set(name.replace(/^SIG/, ''), args[0] ?? '')
    return 0
  },
  pwd: say(({ process }) => `${process.directory}\n`),
  hostname: say(({ process }) => `${process.surroundings.hostname}\n`),
  whoami: say(({ process }) => `${process.surroundings.user}\n`),
  id: say(({ args, process: { surroundings } }) => {
    const number =
      surroundings.user === 'root'
        ? '0'
        : /^\d+$/.test(surroundings.user)
          ? surroundings.user
          : '1000'
    return args.includes('-u')
      ? `${number}\n`
      : `uid=${number}(${surroundings.user}) gid=${number}(${surroundings.user})\n`
  }),
  uname: say(() => 'Linux\n'),
  date: say(({ process }) => `${new Date(process.surroundings.clock.now()).toUTCString()}\n`),
  tty: say(({ process }) => (process.surroundings.hasTerminal ? '/dev/pts/0\n' : 'not a tty\n')),
  stty: async (invocation) => {
    if (invocation.args[0] !== 'size') return 0
    await invocation.streams.write('o', sttySize(invocation))
    return 0
  },
  env: say(({ process }) =>
    [...process.variables].map(([name, value]) => `${name}=${value}\n`).join(''),
  ),
  printenv: async ({ args, process, streams }) => {
    const value = process.variables.get(args[0] ?? '')
    if (value === undefined) return 1
    await streams.write('o', `${value}\n`)
    return 0
  },
  ps: say(() => 'PID   USER     TIME  COMMAND\n    1 root      0:00 sh\n'),
}
