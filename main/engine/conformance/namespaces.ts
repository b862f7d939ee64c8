import { expect, it } from 'vitest'
import { Namespace } from '../../../preload/contract/scope.ts'
import { failure, type Kit, never } from './kit.ts'

export function defineNamespaces(kit: () => Kit): void {
  it('tells of a namespace from its making to its removal', async () => {
    const { engine } = kit()
    const name = Namespace.parse('conformance.one')
    const seen: string[] = []
    const stop = new AbortController()
    const following = (async () => {
      for await (const item of engine.namespaces.follow(stop.signal)) {
        if (item.type === 'snapshot')
          seen.push(...item.rows.filter((row) => row.name === 'default').map(() => 'default'))
        if (item.type === 'change')
          seen.push(
            ...item.upsert.map((row) => `+${row.name}`),
            ...item.remove.map((one) => `-${one}`),
          )
        if (seen.length === 1) await engine.namespaces.create(name)
        if (seen.length === 2) await engine.namespaces.remove(name)
        if (seen.length === 3) stop.abort()
      }
    })()
    await following
    expect(seen).toEqual(['default', `+${name}`, `-${name}`])
  })

  it('refuses to make one twice and to remove one that is not there or not empty', async () => {
    const { engine, run } = kit()
    const name = Namespace.parse('conformance-two')
    await engine.namespaces.create(name)
    expect(await failure(engine.namespaces.create(name))).toMatchObject({ code: 'conflict' })
    await engine.namespaces.remove(name)
    expect(await failure(engine.namespaces.remove(name))).toMatchObject({ code: 'not-found' })
    await run({ command: ['true'] })
    expect(await failure(engine.namespaces.remove(kit().namespace))).toMatchObject({
      code: 'conflict',
      reason: 'namespace-not-empty',
    })
  })

  it('keeps what is in one namespace apart from the others', async () => {
    const { engine, run, rows } = kit()
    const other = Namespace.parse('conformance-other')
    await engine.namespaces.create(other)
    await run({ command: ['true'] })
    expect((await rows()).size).toBe(1)
    for await (const item of engine.containers.follow(other, never)) {
      expect(item).toEqual({ type: 'snapshot', rows: [] })
      break
    }
    await engine.namespaces.remove(other)
  })
}
