import { expect, it } from 'vitest'
import { failure, type Kit, never } from './kit.ts'

export function defineOutage(kit: () => Kit): void {
  it('says that it is gone with the machine, and begins anew when that is back', async () => {
    const { run, machine, containers, namespace } = kit()
    const id = await run({ command: ['true'], name: 'survivor' })
    const seen: string[] = []
    for await (const item of containers.follow(namespace, never)) {
      if (item.type === 'change') continue
      if (item.type === 'snapshot' && seen.length === 0) {
        seen.push(...item.rows.map(({ name }) => name))
        await machine.stop()
      } else if (item.type === 'unreachable') {
        if (seen.includes('gone')) continue
        seen.push('gone')
        expect(item.error.code).toBe('unavailable')
        expect(Math.abs(item.since - Date.now())).toBeLessThan(60_000)
        expect(await failure(containers.start(namespace, id))).toMatchObject({
          code: 'unavailable',
        })
        expect(await failure(run({ command: ['true'] }))).toMatchObject({ code: 'unavailable' })
        await machine.start()
      } else {
        seen.push(...item.rows.map(({ name }) => name))
        break
      }
    }
    expect(seen).toEqual(['survivor', 'gone', 'survivor'])
  })
}
