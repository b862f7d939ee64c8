import { emptyForm } from './form.ts'
import type { RunForm } from './form.ts'
import { flags } from './flags.ts'
import type { Draft, Flag } from './flags.ts'
import { shellQuote, shellWords } from './shell-words.ts'

export type CommandLine =
  | {
      readonly ok: true
      readonly form: RunForm
      /** What has no place in the form, as typed: nothing is lost silently. */
      readonly left: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }

const programs = ['docker', 'nerdctl', 'podman', 'finch']
/** Words that may stand before the program. */
const wrappers = ['sudo', 'lima', 'colima', '--', 'exec', 'command']

const wrong = (reason: string): CommandLine => ({ ok: false, reason })

const baseName = (word: string) => word.slice(word.lastIndexOf('/') + 1).replace(/\.exe$/, '')

/** Whether this looks like a line that could be read, so that pasting it anywhere may offer to. */
export const looksLikeCommand = (text: string): boolean =>
  /^\s*[$#>%]?\s*(sudo\s+)?(\S*\/)?(docker|nerdctl|podman|finch)(\.exe)?\s[\s\S]*?\b(run|create)\b/.test(
    text,
  )

/** Options of the program itself, before `run`, that take a value. */
const globals = [
  '-n', '--namespace', '-H', '--host', '--address', '-a', '--context', '-c', '--config', '-l', '--log-level',
  '--snapshotter', '--storage-driver', '--data-root', '--cgroup-manager', '--tlscacert', '--tlscert', '--tlskey',
  '--connection', '--url', '--cni-path', '--cni-netconfpath', '--hosts-dir', '--root', '--runroot',
] // prettier-ignore

type Start = { readonly at: number; readonly creates: boolean; readonly left: readonly string[] }

/** Finds `run` or `create`, and where its flags begin. */
function findStart(words: readonly string[]): Start | string {
  const at = words.findIndex((word) => programs.includes(baseName(word)))
  const before = words.slice(0, Math.max(at, 0))
  const strange = before.find((word) => !wrappers.includes(word) && !/^\w+=/.test(word))
  if (at < 0 || strange !== undefined) {
    return 'Paste a line that begins with docker run, nerdctl run or podman run.'
  }
  const left = before.filter((word) => /^\w+=/.test(word))
  for (let index = at + 1; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (word === 'container') continue
    if (word === 'run' || word === 'create') {
      return { at: index + 1, creates: word === 'create', left }
    }
    if (!word.startsWith('-')) {
      return `This is ${baseName(words[at] ?? '')} ${word}: only run and create make a container.`
    }
    const takes = globals.includes(word)
    left.push(takes ? `${word} ${shellQuote(words[index + 1] ?? '')}` : word)
    if (takes) index += 1
  }
  return 'The line has no run or create.'
}

type Reader = { readonly words: readonly string[]; at: number; readonly draft: Draft }

const missing = (flag: string): string => `${flag} has no value.`

/** `--name=value`, `--name value`, `--flag`, `--flag=false`. */
function readLong(reader: Reader, word: string): string | undefined {
  const equals = word.indexOf('=')
  const name = equals < 0 ? word : word.slice(0, equals)
  const flag = flags.get(name)
  if (flag === undefined) {
    reader.draft.left.push(word)
    return undefined
  }
  if (equals >= 0) flag.apply(reader.draft, word.slice(equals + 1), name)
  else if (!flag.takesValue) flag.apply(reader.draft, '', name)
  else return applyNext(reader, flag, name)
  return undefined
}

function applyNext(reader: Reader, flag: Flag, name: string): string | undefined {
  const next = reader.words[reader.at]
  if (next === undefined) return missing(name)
  reader.at += 1
  flag.apply(reader.draft, next, name)
  return undefined
}

/** `-it`, `-p80:80`, `-p 80:80`, `-itp 80:80`. */
function readShort(reader: Reader, word: string): string | undefined {
  for (let index = 1; index < word.length; index += 1) {
    const name = `-${word[index] ?? ''}`
    const flag = flags.get(name)
    const rest = word.slice(index + 1)
    if (flag === undefined) {
      reader.draft.left.push(index === 1 ? word : name)
      if (index === 1) return undefined
    } else if (flag.takesValue) {
      if (rest === '') return applyNext(reader, flag, name)
      flag.apply(reader.draft, rest.replace(/^=/, ''), name)
      return undefined
    } else if (rest.startsWith('=')) {
      flag.apply(reader.draft, rest.slice(1), name)
      return undefined
    } else flag.apply(reader.draft, '', name)
  }
  return undefined
}

/** Flags up to the image; then the image, then the command. */
function readWords(reader: Reader): string | undefined {
  while (reader.at < reader.words.length) {
    const word = reader.words[reader.at] ?? ''
    if (word === '--') {
      reader.at += 1
      break
    }
    if (!word.startsWith('-') || word === '-') break
    reader.at += 1
    const problem = word.startsWith('--') ? readLong(reader, word) : readShort(reader, word)
    if (problem !== undefined) return problem
  }
  const [image, ...command] = reader.words.slice(reader.at)
  if (image === undefined) return 'The line names no image.'
  const { draft } = reader
  draft.form = { ...draft.form, image, command: command.map(shellQuote).join(' ') }
  return undefined
}

/** Fills a form from `docker run …`, `nerdctl run …` or `podman run …`. Runs nothing, never throws. */
export function readCommandLine(line: string): CommandLine {
  // A prompt is often copied along.
  const split = shellWords(line.replace(/^\s*[$#>%]\s+/, ''))
  if (!split.ok) return wrong(split.reason)
  const start = findStart(split.words)
  if (typeof start === 'string') return wrong(start)
  const draft: Draft = {
    form: { ...emptyForm, starts: !start.creates },
    left: [...start.left, ...split.variables.map((name) => `${name}: a variable of your shell`)],
  }
  const problem = readWords({ words: split.words, at: start.at, draft })
  return problem === undefined ? { ok: true, form: draft.form, left: draft.left } : wrong(problem)
}
