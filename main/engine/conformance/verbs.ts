import { expect, it } from 'vitest'
import { ContainerDetails, ContainerId } from '../../../preload/contract/containers.ts'
import { failure, type Kit, lasting, never, obedient } from './kit.ts'

const neither = { force: false, removeAnonymousVolumes: false }
const missing = ContainerId.parse('f'.repeat(64))

export function defineVerbs(kit: () => Kit): void {
  it('starts again what has ended, with a new time', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({ command: obedient })
    const first = await row(id, 'running')
    await containers.restart(namespace, id, 5)
    const second = await row(id, 'running')
    expect(second.startedAt).toBeGreaterThan(first.startedAt ?? 0)
    await containers.stop(namespace, id, 5)
    await containers.start(namespace, id)
    expect((await row(id, 'running')).startedAt).toBeGreaterThan(second.startedAt ?? 0)
  })

  it('kills what does not listen when its grace is over', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({ command: ['sh', '-c', 'trap "" TERM; while true; do sleep 0.1; done'] })
    await containers.stop(namespace, id, 1)
    expect(await row(id, 'exited')).toMatchObject({ exitCode: 137 })
  })

  it('takes a start of what runs and a stop of what does not for done', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({ command: obedient })
    await containers.start(namespace, id)
    await containers.stop(namespace, id, 5)
    await containers.stop(namespace, id, 5)
    expect(await row(id)).toMatchObject({ state: 'exited' })
  })

  it('sends the signal that it is told', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({
      command: ['sh', '-c', 'trap "exit 11" USR1; echo ready; while true; do sleep 0.1; done'],
    })
    await ready(kit(), id)
    await containers.kill(namespace, id, 'SIGUSR1')
    expect(await row(id, 'exited')).toMatchObject({ exitCode: 11 })
    await containers.start(namespace, id)
    await containers.kill(namespace, id, 'KILL')
    expect(await row(id, 'exited')).toMatchObject({ exitCode: 137 })
    expect(await failure(containers.kill(namespace, id, 'SIGTERM'))).toMatchObject({
      code: 'conflict',
      reason: 'not-running',
    })
    await containers.start(namespace, id)
    expect(await failure(containers.kill(namespace, id, 'SIGNOPE'))).toMatchObject({
      code: 'invalid-input',
      reason: 'unknown-signal',
    })
  })

  it('pauses and unpauses, each only once', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({ command: lasting })
    await containers.pause(namespace, id)
    expect(await row(id, 'paused')).toMatchObject({ state: 'paused' })
    expect(await failure(containers.pause(namespace, id))).toMatchObject({
      code: 'conflict',
      reason: 'already-paused',
    })
    await containers.unpause(namespace, id)
    expect(await row(id, 'running')).toMatchObject({ state: 'running' })
    expect(await failure(containers.unpause(namespace, id))).toMatchObject({
      code: 'conflict',
      reason: 'not-paused',
    })
    await containers.kill(namespace, id, 'KILL')
    expect(await failure(containers.pause(namespace, id))).toMatchObject({
      code: 'conflict',
      reason: 'not-running',
    })
  })

  it('renames, but not to a name that another has', async () => {
    const { run, row, until, containers, namespace } = kit()
    const id = await run({ name: 'before', command: ['true'] })
    await run({ name: 'taken', command: ['true'] })
    await containers.rename(namespace, id, 'after')
    await until((rows) => rows.get(id)?.name === 'after')
    expect(await failure(containers.rename(namespace, id, 'taken'))).toMatchObject({
      code: 'conflict',
      reason: 'name-in-use',
    })
    expect(await row(id)).toMatchObject({ name: 'after' })
  })

  it('removes what runs only by force', async () => {
    const { run, row, until, containers, namespace } = kit()
    const id = await run({ command: lasting })
    expect(await failure(containers.remove(namespace, id, neither))).toMatchObject({
      code: 'conflict',
      reason: 'container-running',
    })
    const { startError, state } = await row(id)
    expect({ startError, state }).toEqual({ state: 'running' })
    await containers.remove(namespace, id, { force: true, removeAnonymousVolumes: true })
    await until((rows) => !rows.has(id))
  })

  it('says of all that can be done that the container is gone', async () => {
    const { containers, namespace, engine } = kit()
    const attempts = {
      start: containers.start(namespace, missing),
      stop: containers.stop(namespace, missing),
      kill: containers.kill(namespace, missing, 'KILL'),
      restart: containers.restart(namespace, missing),
      pause: containers.pause(namespace, missing),
      unpause: containers.unpause(namespace, missing),
      rename: containers.rename(namespace, missing, 'other'),
      remove: containers.remove(namespace, missing, { ...neither, force: true }),
      inspect: containers.inspect(namespace, missing),
      size: containers.size(namespace, missing),
      shell: containers.shell(namespace, missing, { columns: 80, rows: 24 }),
      logs: first(
        containers.logs(
          { connection: engine.connection, namespace, id: missing, follow: false },
          never,
        ),
      ),
    }
    const codes = Object.entries(attempts).map(async ([verb, attempt]) => {
      const { code } = await failure(attempt)
      return [verb, code] as const
    })
    expect(Object.fromEntries(await Promise.all(codes))).toEqual(
      Object.fromEntries(Object.keys(attempts).map((verb) => [verb, 'not-found'])),
    )
  })

  it('shows all of one container', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({
      command: lasting,
      environment: [{ name: 'COLOUR', value: 'deep blue = 7' }],
    })
    await row(id, 'running')
    const details = await containers.inspect(namespace, id)
    expect(ContainerDetails.parse(details)).toEqual(details)
    expect(details.container).toEqual(await row(id))
    expect(details.environment).toContain('COLOUR=deep blue = 7')
    expect(details.capabilities).toContain('CAP_CHOWN')
    expect(details.isPrivileged).toBe(false)
    expect(JSON.parse(details.raw)).toBeTypeOf('object')
    expect(await containers.size(namespace, id)).toBeGreaterThanOrEqual(0)
  })
}

async function ready({ logLines }: Kit, id: ContainerId): Promise<void> {
  while ((await logLines(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item
  return undefined
}
