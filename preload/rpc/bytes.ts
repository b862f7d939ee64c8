/**
 * The value with each Uint8Array in it replaced; the same value where there is none. Lists of plain
 * things (the columns of a log batch) are not walked: a list is of one kind.
 */
export function replaceBytes(
  value: unknown,
  replace: (bytes: Uint8Array, path: readonly (string | number)[]) => unknown,
  path: readonly (string | number)[] = [],
): unknown {
  if (typeof value !== 'object' || value === null || path.length > maximumDepth) return value
  if (value instanceof Uint8Array) return replace(value, path)
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    if (typeof items[0] !== 'object') return items
    return changed(items, (item, index) => replaceBytes(item, replace, [...path, index]))
  }
  const keys = Object.keys(value)
  const before: readonly unknown[] = Object.values(value)
  const after = changed(before, (item, index) =>
    typeof item === 'object' ? replaceBytes(item, replace, [...path, keys[index] ?? '']) : item,
  )
  return after === before
    ? value
    : Object.fromEntries(keys.map((key, index) => [key, after[index]]))
}

const maximumDepth = 16

function changed(
  items: readonly unknown[],
  map: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  const mapped = items.map(map)
  return mapped.some((item, index) => item !== items[index]) ? mapped : items
}

/** Posting a view clones the whole buffer under it: what is posted must own its buffer. */
export function ownBytes(value: unknown): unknown {
  return replaceBytes(value, (bytes) =>
    bytes.constructor === Uint8Array && bytes.byteLength === bytes.buffer.byteLength
      ? bytes
      : new Uint8Array(bytes),
  )
}
