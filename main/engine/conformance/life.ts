import { expect, it } from 'vitest'
import { Container } from '../../../preload/contract/containers.ts'
import { image, type Kit, lasting, obedient } from './kit.ts'

const neither = { force: false, removeAnonymousVolumes: false }

export function defineLife(kit: () => Kit): void {
  it('tells of a container from its making to its removal', async () => {
    const { run, row, until, containers, namespace } = kit()
    const id = await run({ name: 'life', command: obedient, starts: false })
    const created = await row(id, 'created')
    expect(created).toMatchObject({ name: 'life', image, command: obedient, state: 'created' })
    expect(created.startedAt).toBeUndefined()
    await containers.start(namespace, id)
    const running = await row(id, 'running')
    expect(running.startedAt).toBeGreaterThanOrEqual(created.createdAt)
    expect(running.pid).toBeGreaterThan(0)
    await containers.stop(namespace, id, 5)
    const exited = await row(id, 'exited')
    expect(exited).toMatchObject({ exitCode: 3 })
    expect(exited.exitedAt).toBeGreaterThanOrEqual(running.startedAt ?? 0)
    expect(exited.pid).toBeUndefined()
    await containers.remove(namespace, id, neither)
    await until((rows) => !rows.has(id))
  })

  it('gives every row all that the contract asks', async () => {
    const { run, row } = kit()
    const id = await run({
      name: 'all-fields',
      command: lasting,
      environment: [{ name: 'COLOUR', value: 'blue' }],
      labels: [
        { name: 'team', value: 'a=b,c "d"' },
        { name: 'com.docker.compose.project', value: 'shop' },
        { name: 'com.docker.compose.service', value: 'web' },
      ],
      mounts: [
        { type: 'volume', source: 'data', destination: '/data', isReadOnly: false },
        { type: 'volume', destination: '/anonymous', isReadOnly: false },
        { type: 'bind', source: '/tmp', destination: '/host', isReadOnly: true },
        { type: 'tmpfs', destination: '/scratch', isReadOnly: false },
      ],
      ports: [{ hostAddress: '127.0.0.1', hostPort: 17_391, containerPort: 80, protocol: 'tcp' }],
      network: 'bridge',
      hostname: 'inside',
      user: 'nobody',
      workingDirectory: '/tmp',
      cpus: 0.5,
      memoryBytes: 64 * 1024 * 1024,
      pids: 50,
      restart: { name: 'on-failure', maximumRetryCount: 3 },
      hasTerminal: true,
    })
    const found = await row(id, 'running')
    expect(Container.parse(found)).toEqual(found)
    expect(found).toMatchObject({
      id,
      name: 'all-fields',
      image,
      command: lasting,
      ports: [{ hostAddress: '127.0.0.1', hostPort: 17_391, containerPort: 80, protocol: 'tcp' }],
      networks: [{ name: 'bridge' }],
      project: 'shop',
      service: 'web',
      hostname: 'inside',
      user: 'nobody',
      workingDirectory: '/tmp',
      hasTerminal: true,
      removesItself: false,
      limits: { cpus: 0.5, memoryBytes: 64 * 1024 * 1024, pids: 50 },
      restartPolicy: { name: 'on-failure', maximumRetryCount: 3, restartCount: 0 },
      stopSignal: 'SIGTERM',
      logDriver: 'json-file',
      labels: { team: 'a=b,c "d"' },
      manager: 'nerdctl',
    })
    expect(found.platform).toMatch(/^linux\//)
    expect(found.networks[0]?.addresses[0]).toMatch(/^[\d.]+\/\d+$/)
    expect(
      found.mounts.map(({ type, name, destination, isReadOnly }) => ({
        ...{ type, destination, isReadOnly },
        isNamed: name === 'data',
      })),
    ).toEqual([
      { type: 'volume', destination: '/data', isReadOnly: false, isNamed: true },
      { type: 'volume', destination: '/anonymous', isReadOnly: false, isNamed: false },
      { type: 'bind', destination: '/host', isReadOnly: true, isNamed: false },
      { type: 'tmpfs', destination: '/scratch', isReadOnly: false, isNamed: false },
    ])
  })

  it('says with which code a container ended', async () => {
    const { run, row } = kit()
    const id = await run({ command: ['sh', '-c', 'exit 7'] })
    expect(await row(id, 'exited')).toMatchObject({ exitCode: 7 })
  })

  it('invents a name where none is given, and keeps the one that is', async () => {
    const { run, row } = kit()
    const invented = await row(await run({ command: ['true'] }))
    expect(invented.name).not.toBe('')
    expect(await row(await run({ command: ['true'], name: 'my_name.1' }))).toMatchObject({
      name: 'my_name.1',
    })
  })

  it('tells every follower the same, and one that leaves changes nothing', async () => {
    const { containers, namespace, run, row } = kit()
    const stop = new AbortController()
    const one = containers.follow(namespace, stop.signal)[Symbol.asyncIterator]()
    expect((await one.next()).value).toMatchObject({ type: 'snapshot' })
    const waiting = one.next()
    stop.abort()
    await waiting
    expect((await one.next()).done).toBe(true)
    const id = await run({ command: lasting })
    expect(await row(id, 'running')).toEqual(await row(id, 'running'))
  })

  it('removes a container that should remove itself when it ends', async () => {
    const { run, until, row, containers, namespace } = kit()
    const id = await run({ command: obedient, removesItself: true })
    expect(await row(id, 'running')).toMatchObject({ removesItself: true })
    await containers.stop(namespace, id)
    await until((rows) => !rows.has(id))
  })
}
