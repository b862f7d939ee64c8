import type { Container } from '../../../preload/contract/containers.ts'

type Compare = (a: Container, b: Container) => number

/** `web-2` before `web-10`. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const keys = new WeakMap<Container, string>()

/** A key that sorts as numbers do, kept with its row: a collator for each comparison is slow. */
function keyOf(container: Container): string {
  const kept = keys.get(container)
  if (kept !== undefined) return kept
  const key = container.name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'))
  keys.set(container, key)
  return key
}

export const compareName: Compare = (a, b) => {
  const [one, other] = [keyOf(a), keyOf(b)]
  return one === other ? 0 : one < other ? -1 : 1
}

export const compareImage: Compare = (a, b) =>
  a.image === b.image ? 0 : collator.compare(a.image, b.image)

const rank: Readonly<Record<Container['state'], number>> = {
  restarting: 0,
  running: 1,
  pausing: 2,
  paused: 3,
  created: 4,
  exited: 5,
  unknown: 6,
}

export const compareState: Compare = (a, b) => rank[a.state] - rank[b.state]

/** The youngest first, as its column counts up. */
export const compareAge: Compare = (a, b) => b.createdAt - a.createdAt

export const comparePort: Compare = (a, b) =>
  (a.ports[0]?.hostPort ?? 99_999) - (b.ports[0]?.hostPort ?? 99_999)
