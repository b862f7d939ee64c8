import type { Container } from '../../../../preload/contract/containers.ts'
import { filterWords } from './words.ts'
import type { FilterWord } from './words.ts'

type Match = (container: Container, value: string) => boolean

export type Filter = {
  readonly matches: (container: Container) => boolean
  /** Kind words about what was not understood; such words are left out. */
  readonly problems: readonly string[]
  /** The same about the last word, which may not be finished. */
  readonly lastProblem?: string
  readonly isEmpty: boolean
}

const has = (text: string | undefined, value: string) =>
  text !== undefined && text.toLowerCase().includes(value)

const isEqual = (text: string | undefined, value: string) => text?.toLowerCase() === value

/** Restarting counts as what it is; paused ones are not running. */
const states: Readonly<Record<string, (container: Container) => boolean>> = {
  running: ({ state }) => state === 'running',
  exited: ({ state }) => state === 'exited',
  stopped: ({ state }) => state === 'exited' || state === 'created',
  paused: ({ state }) => state === 'paused' || state === 'pausing',
  created: ({ state }) => state === 'created',
  restarting: ({ state }) => state === 'restarting',
  unknown: ({ state }) => state === 'unknown',
  healthy: ({ health }) => health?.status === 'healthy',
  unhealthy: ({ health }) => health?.status === 'unhealthy',
  failed: ({ state, exitCode, startError, health }) =>
    (state === 'exited' && (exitCode ?? 0) !== 0) ||
    startError !== undefined ||
    health?.status === 'unhealthy',
}

export const stateWords = Object.keys(states)
export const healthWords = ['starting', 'healthy', 'unhealthy', 'unknown', 'none'] as const

const port: Match = ({ ports }, value) => {
  const [number = '', protocol] = value.split('/')
  return ports.some(
    ({ hostPort, containerPort, protocol: own }) =>
      (hostPort.toString() === number || containerPort.toString() === number) &&
      (protocol === undefined || protocol === own),
  )
}

const label: Match = ({ labels }, value) => {
  const at = value.indexOf('=')
  if (at < 0) return Object.keys(labels).some((name) => has(name, value))
  const [name, wanted] = [value.slice(0, at), value.slice(at + 1)]
  return Object.entries(labels).some(
    ([own, text]) => isEqual(own, name) && (wanted === '' || has(text, wanted)),
  )
}

/** What each key looks at; the value comes in lower case. */
const keys: Readonly<Record<string, Match>> = {
  is: (container, value) => states[value]?.(container) ?? false,
  image: ({ image }, value) => has(image, value),
  project: ({ project }, value) => has(project, value),
  name: ({ name }, value) => has(name, value),
  port,
  label,
  network: ({ networks }, value) => networks.some(({ name }) => has(name, value)),
  volume: ({ mounts }, value) =>
    mounts.some(
      ({ name, source, destination }) =>
        isEqual(name, value) || has(name, value) || has(source, value) || has(destination, value),
    ),
  health: ({ health }, value) =>
    value === 'none' ? health === undefined : health?.status === value,
  id: ({ id }, value) => id.toLowerCase().startsWith(value),
}

export const keyWords = Object.keys(keys)

const free: Match = ({ name, image, id, project }, value) =>
  has(name, value) || has(image, value) || id.startsWith(value) || has(project, value)

const list = (words: readonly string[]) =>
  `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

function problemOf({ key, value }: FilterWord): string | undefined {
  if (key === undefined) return undefined
  // Somebody who looks for `redis:7` means the image, not a key.
  if (keys[key] === undefined) return undefined
  if (value === '') return `${key}: needs a value.`
  if (key === 'is' && states[value.toLowerCase()] === undefined) {
    return `is:${value} is not known; it may be ${list(stateWords)}.`
  }
  if (key === 'health' && !healthWords.some((word) => word === value.toLowerCase())) {
    return `health:${value} is not known; it may be ${list(healthWords)}.`
  }
  return undefined
}

function predicate(word: FilterWord): (container: Container) => boolean {
  const match = word.key === undefined ? undefined : keys[word.key]
  // An unknown key is free text with a colon in it.
  const value = (
    match === undefined && word.key !== undefined ? `${word.key}:${word.value}` : word.value
  ).toLowerCase()
  const matches = match ?? free
  return (container) => matches(container, value) !== word.isNegated
}

/**
 * Reads `is:running image:nginx -label:tier "free text"`: all words have to match, except that
 * several words of one key count as any of them (`is:running is:paused`).
 */
export function parseFilter(text: string): Filter {
  const words = filterWords(text)
  const last = words.at(-1)
  const lastProblem = last === undefined ? undefined : problemOf(last)
  const problems = words.slice(0, -1).flatMap((word) => problemOf(word) ?? [])
  const understood = words.filter((word) => problemOf(word) === undefined && word.value !== '')
  const groups = new Map<string, ((container: Container) => boolean)[]>()
  understood.forEach((word, index) => {
    const isKnown = word.key !== undefined && keys[word.key] !== undefined
    // `-is:a -is:b` and free words each narrow; only the same key said twice widens.
    const name = isKnown && !word.isNegated ? (word.key ?? '') : `#${index}`
    groups.set(name, [...(groups.get(name) ?? []), predicate(word)])
  })
  const all = Array.from(groups.values())
  return {
    matches: (container) => all.every((any) => any.some((matches) => matches(container))),
    problems,
    ...(lastProblem === undefined ? {} : { lastProblem }),
    isEmpty: understood.length === 0,
  }
}
