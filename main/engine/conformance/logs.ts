import { expect, it } from 'vitest'
import type { LogBatch } from '../../../preload/contract/containers.ts'
import { type Kit, linesOf, never } from './kit.ts'

const talk = 'echo one; echo two >&2; printf three'

export function defineLogs(kit: () => Kit): void {
  it('keeps both streams, in lines, with their times', async () => {
    const { run, row, logLines } = kit()
    const id = await run({ command: ['sh', '-c', 'echo one; sleep 0.1; echo two >&2'] })
    const { startedAt = 0, exitedAt = 0 } = await row(id, 'exited')
    const lines = await logLines(id)
    expect(lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual(['o one', 'e two'])
    for (const { at } of lines) expect(at).toBeGreaterThanOrEqual(startedAt)
    for (const { at } of lines) expect(Math.floor(at)).toBeLessThanOrEqual(exitedAt + 1000)
  })

  it('begins with as many of the last lines as it is asked for', async () => {
    const { run, row, logLines } = kit()
    const id = await run({ command: ['sh', '-c', 'seq 1 100'] })
    await row(id, 'exited')
    expect((await logLines(id, { tail: 3 })).map(({ text }) => text)).toEqual(['98', '99', '100'])
    expect(await logLines(id, { tail: 0 })).toEqual([])
    expect(await logLines(id)).toHaveLength(100)
    expect(await logLines(id, { since: Date.now() + 60_000 })).toEqual([])
  })

  it('follows what comes until the container is removed', async () => {
    const { run, containers, namespace, engine } = kit()
    const id = await run({ command: ['sh', '-c', `${talk}; sleep 1000`] })
    const batches: LogBatch[] = []
    const request = { connection: engine.connection, namespace, id, follow: true }
    for await (const batch of containers.logs(request, never)) {
      batches.push(batch)
      if (batches.some(({ texts }) => texts.includes('two')))
        await containers
          .remove(namespace, id, { force: true, removeAnonymousVolumes: true })
          .catch(() => undefined) // once is enough
    }
    const texts = linesOf(batches).map(({ text }) => text)
    expect(texts.slice(0, 2).sort()).toEqual(['one', 'two'])
  })
}
