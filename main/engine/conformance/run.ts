import { expect, it } from 'vitest'
import { failure, type Kit, lasting, specOf } from './kit.ts'

export function defineRun(kit: () => Kit): void {
  it.each([
    [{ command: ['no-such-program'] }, 'invalid-input', 'command-not-found'],
    [{ image: 'no-such-image:1', command: ['true'] }, 'not-found', 'image-not-found'],
    [{ network: 'no-such-network', command: ['true'] }, 'not-found', 'network-not-found'],
    [{ addedCapabilities: ['NO_SUCH'] }, 'invalid-input', 'invalid-run'],
    [
      { mounts: [{ type: 'bind', source: 'x', destination: '/x', isReadOnly: false }] },
      'invalid-input',
      'invalid-run',
    ],
  ] as const)('refuses %j and leaves nothing behind', async (part, code, reason) => {
    const { run, rows } = kit()
    const more = JSON.parse(JSON.stringify(part)) as Parameters<typeof run>[0]
    expect(await failure(run({ name: 'refused', ...more }))).toMatchObject({ code, reason })
    expect([...(await rows()).values()].map(({ name }) => name)).not.toContain('refused')
  })

  it('refuses a name that another has', async () => {
    const { run } = kit()
    await run({ name: 'unique', command: ['true'] })
    expect(await failure(run({ name: 'unique', command: ['true'] }))).toMatchObject({
      code: 'conflict',
      reason: 'name-in-use',
      field: 'name',
    })
  })

  it('refuses a port that another has', async () => {
    const { run } = kit()
    const ports = [{ hostPort: 17_392, containerPort: 80, protocol: 'tcp' as const }]
    await run({ command: lasting, network: 'bridge', ports })
    expect(await failure(run({ command: lasting, network: 'bridge', ports }))).toMatchObject({
      code: 'conflict',
      reason: 'port-in-use',
    })
  })

  it('does nothing when it is cancelled before it begins', async () => {
    const { run, rows } = kit()
    const cancelled = AbortSignal.abort()
    expect(await failure(run({ name: 'cancelled', command: lasting }, cancelled))).toMatchObject({
      code: 'cancelled',
    })
    expect([...(await rows()).values()].map(({ name }) => name)).not.toContain('cancelled')
  })

  it('passes words as they are, whatever they look like', async () => {
    const { run, row, logLines } = kit()
    const words = ['-it', '--rm', '$HOME', "it's", '', 'a b', '--']
    const id = await run({ command: ['sh', '-c', 'for w in "$@"; do echo "[$w]"; done', ...words] })
    await row(id, 'exited')
    const lines = await logLines(id)
    expect(lines.map(({ text }) => text)).toEqual(words.slice(1).map((word) => `[${word}]`))
  })

  it('shows the line that stands for it', () => {
    const { containers, namespace } = kit()
    expect(containers.preview(namespace, specOf({ name: 'web', command: ['true'] }))).toEqual([
      ...['nerdctl', 'run', '-d', '--name=web', '--pull=never', 'busybox:1.35', 'true'],
    ])
  })

  it('waits to start again what its policy wants running', async () => {
    const { run, row, containers, namespace } = kit()
    const id = await run({ command: ['sh', '-c', 'exit 1'], restart: { name: 'always' } })
    expect(await row(id, 'restarting')).toMatchObject({
      exitCode: 1,
      restartPolicy: { name: 'always', restartCount: 0 },
    })
    await containers.stop(namespace, id)
    expect(await row(id, 'exited')).toMatchObject({ state: 'exited' })
  })
}
