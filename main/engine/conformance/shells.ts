import { expect, it } from 'vitest'
import { failure, type Kit, lasting, listen } from './kit.ts'

export function defineShells(kit: () => Kit): void {
  const size = { columns: 100, rows: 30 }
  const open = async (command?: readonly string[]) => {
    const { run, row, containers, namespace } = kit()
    const id = await run({ command: lasting })
    await row(id, 'running')
    return containers.shell(namespace, id, { ...size, command })
  }

  it('runs the best shell there is, as one would type in it', async () => {
    const shell = await open()
    const { until, over } = listen(shell)
    await shell.write('echo $((6*7))-there\n')
    await until('42-there')
    await shell.write('exit 7\n')
    expect(await shell.exited).toBe(7)
    await over
  })

  it('has the size that it is given', async () => {
    const shell = await open(['sh'])
    const { until } = listen(shell)
    await shell.write('stty size\n')
    await until('30 100')
    await shell.resize(120, 40)
    await shell.write('stty size\n')
    await until('40 120')
    await shell.close()
  })

  it('runs a command to its end, and says its exit code', async () => {
    const shell = await open(['sh', '-c', 'echo done; exit 5'])
    const { until, over } = listen(shell)
    await until('done')
    expect(await shell.exited).toBe(5)
    await over
  })

  it('refuses a program that the container does not have, and a container that does not run', async () => {
    const { run, row, containers, namespace } = kit()
    expect(await failure(open(['no-such-program']))).toMatchObject({
      code: 'invalid-input',
      reason: 'command-not-found',
    })
    const id = await run({ command: ['true'] })
    await row(id, 'exited')
    expect(await failure(containers.shell(namespace, id, size))).toMatchObject({
      code: 'conflict',
      reason: 'not-running',
    })
  })

  it('ends with its container', async () => {
    const { until, containers, namespace } = kit()
    const shell = await open(['sh'])
    const { over } = listen(shell)
    const [id] = [...(await until((rows) => rows.size === 1)).keys()]
    if (id === undefined) throw new Error('There is no container.')
    await containers.kill(namespace, id, 'KILL')
    await Promise.allSettled([shell.exited])
    await over
  })
}
