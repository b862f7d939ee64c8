/**
 * A cheap estimate of what an item costs to keep. Both ends compute it, one before and one after
 * the crossing, so it must not depend on what JSON loses (`undefined` members).
 */
export function weigh(item: unknown): number {
  return Math.max(minimumWeight, visit(item, { left: maximumNodes }, 0))
}

const minimumWeight = 16
const maximumNodes = 100_000
const maximumDepth = 16
const lineOverhead = 16
const plainWeight = 8

function visit(value: unknown, nodes: { left: number }, depth: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return plainWeight
  if (value instanceof Uint8Array) return value.byteLength
  if (depth > maximumDepth || nodes.left-- <= 0) return plainWeight
  let sum = plainWeight
  if (Array.isArray(value)) {
    for (const item of value) sum += visit(item, nodes, depth + 1)
    return sum
  }
  const lines = weighLines(value)
  if (lines !== undefined) return lines
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) sum += key.length + visit(member, nodes, depth + 1)
  return sum
}

/** Batches of log lines are the bulk of the traffic: their columns are not walked. */
function weighLines(value: object): number | undefined {
  if (!('texts' in value) || !('times' in value)) return undefined
  const { texts, times } = value
  if (typeof texts !== 'string' || !Array.isArray(times)) return undefined
  return texts.length + lineOverhead * times.length
}
