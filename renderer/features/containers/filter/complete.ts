import type { Container } from '../../../../preload/contract/containers.ts'
import { shortImage } from '../image-name.ts'
import { healthWords, keyWords, stateWords } from './filter.ts'
import { filterWords, quoteValue } from './words.ts'

export type Completion = { readonly value: string; readonly label: string; readonly note?: string }

const notes: Readonly<Record<string, string>> = {
  is: 'state',
  image: 'image has',
  project: 'compose project',
  name: 'name has',
  port: 'published or inner port',
  label: 'label, or label=value',
  network: 'network has',
  volume: 'volume or path has',
  health: 'health check',
  id: 'id begins with',
}

const valuesOf: Readonly<
  Record<string, (container: Container) => readonly (string | undefined)[]>
> = {
  image: ({ image }) => [shortImage(image)],
  project: ({ project }) => [project],
  name: ({ name }) => [name],
  port: ({ ports }) => ports.map(({ hostPort }) => hostPort.toString()),
  label: ({ labels }) => Object.keys(labels),
  network: ({ networks }) => networks.map(({ name }) => name),
  volume: ({ mounts }) => mounts.map(({ type, name }) => (type === 'volume' ? name : undefined)),
}

const fixed: Readonly<Record<string, readonly string[]>> = { is: stateWords, health: healthWords }
const most = 12

/** The values of a key that occur, the most frequent first. */
function known(key: string, containers: Iterable<Container>): readonly string[] {
  const read = valuesOf[key]
  if (read === undefined) return fixed[key] ?? []
  const counts = new Map<string, number>()
  for (const container of containers) {
    for (const value of read(container)) {
      if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  return Array.from(counts)
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .map(([value]) => value)
}

/**
 * Completions for the word at the end of a text: keys, then known values. `value` is what that word
 * becomes; an empty list where there is nothing to add.
 */
export function complete(text: string, containers: Iterable<Container>): readonly Completion[] {
  const last = filterWords(text).at(-1)
  const word = last !== undefined && last.end === text.length ? last : undefined
  const minus = word?.isNegated === true ? '-' : ''
  if (word?.key !== undefined && keyWords.includes(word.key)) {
    const { key } = word
    const typed = word.value.toLowerCase()
    return known(key, containers)
      .filter((value) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
      .slice(0, most)
      .map((value) => ({ value: `${minus}${key}:${quoteValue(value)} `, label: `${key}:${value}` }))
  }
  const typed = (word?.value ?? '').toLowerCase()
  return keyWords
    .filter((key) => key.startsWith(typed))
    .map((key) => ({ value: `${minus}${key}:`, label: `${key}:`, note: notes[key] ?? '' }))
}

/** The text with its last word replaced by a completion. */
export function completed(text: string, completion: Completion): string {
  const last = filterWords(text).at(-1)
  const start = last !== undefined && last.end === text.length ? last.start : text.length
  return text.slice(0, start) + completion.value
}
