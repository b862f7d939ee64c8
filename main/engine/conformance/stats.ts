import { expect, it } from 'vitest'
import type { StatsBatch } from '../../../preload/contract/containers.ts'
import { type Kit, lasting } from './kit.ts'

export function defineStats(kit: () => Kit): void {
  it('measures the containers that are wanted and run', async () => {
    const { run, row, containers, namespace } = kit()
    const [one, two, ended] = [
      await run({ command: lasting }),
      await run({ command: lasting }),
      await run({ command: ['true'] }),
    ]
    await row(ended, 'exited')
    const stop = new AbortController()
    const wishes = wishing([{ ids: [one, ended] }, { ids: [two] }])
    const batches: StatsBatch[] = []
    for await (const batch of containers.stats(namespace, wishes.all, stop.signal)) {
      if (batch.samples.length === 0) continue
      batches.push(batch)
      if (batches.length === 1) wishes.next()
      if (batches.at(-1)?.samples.some(({ id }) => id === two)) stop.abort()
    }
    const [first, last] = [batches[0]?.samples, batches.at(-1)?.samples]
    expect(first?.map(({ id }) => id)).toEqual([one])
    expect(last?.map(({ id }) => id)).toEqual([two])
    expect(first?.[0]?.memoryBytes).toBeGreaterThan(0)
    expect(Math.abs((first?.[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000)
  })
}

/** Wishes that are made one after the other, the first at once. */
function wishing<T>(wishes: readonly T[]) {
  const turns = wishes.map(() => Promise.withResolvers<undefined>())
  let turn = 0
  const next = () => turns[turn++]?.resolve(undefined)
  next()
  const all = (async function* () {
    for (const [index, wish] of wishes.entries()) {
      await turns[index]?.promise
      yield wish
    }
  })()
  return { all, next }
}
