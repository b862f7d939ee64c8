import { readdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ContainerId } from '../../../preload/contract/containers.ts'
import type { Shell, ShellRequest } from '../engine.ts'
import {
  startRealEngine,
  testNamespace,
  whyNoRealEngine,
  type RealEngine,
} from '../conformance/real-engine.ts'
import { busyboxImage } from '../conformance/image.ts'

const missing = await whyNoRealEngine()

describe.skipIf(missing !== undefined)('shells in real containers', () => {
  let real: RealEngine
  let id: ContainerId
  beforeAll(async () => {
    real = await startRealEngine()
    id = await make('sleep', '100000')
  })
  afterAll(() => real.stop())

  const make = async (...command: readonly string[]) => {
    const { stdout } = await real.nerdctl('run', '-d', '--net', 'none', busyboxImage, ...command)
    return ContainerId.parse(stdout.trim())
  }
  const open = (request: Partial<ShellRequest> = {}, container = id) =>
    real.engine.containers.shell(testNamespace, container, { columns: 80, rows: 24, ...request })
  const run = async (request: Partial<ShellRequest>) => {
    const shell = await open(request)
    let text = ''
    for await (const piece of shell.output) text += piece
    const exitCode = await shell.exited
    await shell.close()
    return { text, exitCode }
  }
  /** Reads in the background, and waits for words. */
  const reading = (shell: Shell) => {
    let text = ''
    let told = Promise.withResolvers<void>()
    const done = (async () => {
      for await (const piece of shell.output) {
        text += piece
        told.resolve()
        told = Promise.withResolvers()
      }
    })()
    const until = async (words: string) => {
      while (!text.includes(words)) await Promise.race([told.promise, done])
    }
    return { until, done, text: () => text }
  }
  /** What runs in the container beside its main process. */
  const others = async (container = id) => {
    const { stdout } = await real.nerdctl('top', container)
    return stdout
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '' && !line.endsWith('sleep 100000'))
  }

  test('a shell has a terminal of the asked size that can change', async () => {
    const shell = await open({ columns: 101, rows: 31 })
    expect(shell.command).toEqual(['sh'])
    const { until, done } = reading(shell)
    await shell.write('stty size; tty; echo $TERM\n')
    await until('31 101')
    await until('/dev/pts/')
    await until('xterm-256color')
    await shell.resize(77, 22)
    await shell.write('stty size\n')
    await until('22 77')
    await shell.write('exit 7\n')
    expect(await shell.exited).toBe(7)
    await done
    await shell.close()
    expect(await others()).toEqual([])
  })

  test('control characters reach the process', async () => {
    const shell = await open({ command: ['sh', '-c', 'echo ready; exec sleep 1000'] })
    const { until, done } = reading(shell)
    await until('ready')
    await shell.write('\u0003')
    expect(await shell.exited).toBe(130)
    await done
    await shell.close()
  })

  test('text is decoded, also where it is torn or wrong', async () => {
    const script = String.raw`printf '\303'; sleep 0.1; printf '\251 \377 \342\202\254'`
    expect(await run({ command: ['sh', '-c', script] })).toEqual({
      text: 'é \ufffd €',
      exitCode: 0,
    })
  })

  test('twenty megabytes arrive whole, and not reading holds the process', async () => {
    const script = `echo go; head -c 20000000 /dev/zero | tr '\\0' y; echo; echo end`
    const shell = await open({ command: ['sh', '-c', script] })
    let length = 0
    let text = ''
    for await (const piece of shell.output) {
      length += piece.length
      text = piece
    }
    expect(length).toBe(20_000_000 + 'go\r\n\r\nend\r\n'.length)
    expect(text.endsWith('end\r\n')).toBe(true)
    await shell.close()
    const held = await open({ command: ['sh', '-c', script] })
    const first = await held.output[Symbol.asyncIterator]().next()
    expect(first.done).toBe(false)
    expect((await others()).length).toBeGreaterThan(0)
    await held.close()
    expect(await others()).toEqual([])
  })

  test('users are found as nerdctl finds them', async () => {
    const users = ['root', '1', '4242', '4242:7', 'root:0']
    for (const user of users) {
      const ours = await run({ user, command: ['id'] })
      const { stdout } = await real.nerdctl('exec', '--user', user, id, 'id')
      expect({ user, text: ours.text.trim() }).toEqual({ user, text: stdout.trim() })
    }
    await expect(open({ user: 'nobody-here' })).rejects.toMatchObject({
      data: { code: 'not-found', reason: 'user-not-found' },
    })
  })

  test('what cannot be opened is said in words', async () => {
    const reason = async (request: Partial<ShellRequest>, container = id) => {
      try {
        await (await open(request, container)).close()
      } catch (error) {
        return error
      }
      return undefined
    }
    const data = (reason: string) => ({ data: { reason } })
    expect(await reason({ command: ['nope'] })).toMatchObject(data('command-not-found'))
    expect(await reason({ command: ['/bin'] })).toMatchObject(data('command-denied'))
    expect(await reason({ workingDirectory: '/nope' })).toMatchObject(data('directory-not-found'))
    expect(await reason({}, ContainerId.parse('f'.repeat(64)))).toMatchObject({
      data: { code: 'not-found' },
    })
    const ended = await make('true')
    await real.nerdctl('wait', ended)
    expect(await reason({}, ended)).toMatchObject(data('not-running'))
    const paused = await make('sleep', '100000')
    await real.nerdctl('pause', paused)
    expect(await reason({}, paused)).toMatchObject(data('container-paused'))
    await real.nerdctl('rm', '-f', paused)
    expect(await others()).toEqual([])
  })

  test('closing hangs up, and kills who does not listen', async () => {
    const shell = await open()
    const { until } = reading(shell)
    await shell.write('sleep 4242\n')
    await until('sleep 4242')
    await shell.close()
    expect(await shell.exited).toBe(129)
    const deaf = await open({
      command: ['sh', '-c', 'trap "" HUP; echo ready; while :; do sleep 1; done'],
    })
    await reading(deaf).until('ready')
    await deaf.close()
    expect(await deaf.exited).toBe(137)
    expect((await others()).filter((line) => !line.endsWith('sleep 1'))).toEqual([])
  })

  test('a container that ends takes its shells with it', async () => {
    const short = await make('sleep', '100000')
    const shell = await open({}, short)
    const { done } = reading(shell)
    await real.nerdctl('rm', '-f', short)
    expect(await shell.exited).toBe(137)
    await done
    await shell.close()
  })

  test('a shell whose engine dies is lost, and its process ended when the engine is back', async () => {
    const shell = await open()
    const { done, until } = reading(shell)
    await shell.write('echo r$((0))dy\n')
    await until('r0dy')
    process.kill(await containerdPid(), 'SIGKILL')
    await expect(shell.exited).rejects.toMatchObject({ data: { code: 'unavailable' } })
    await done
    await shell.close()
    await backAgain()
    for (;;) if ((await others()).length === 0) break
    await expect(open().then((next) => next.close())).resolves.toBeUndefined()
  })

  test('nothing of the pipes is left', async () => {
    const folder = `${dirname(real.host.sockets.containerd)}/pipes`
    const left = await readdir(folder, { recursive: true })
    expect(left.filter((name) => name.includes('~'))).toEqual([])
  })

  /** The machine notices the loss; then it is started again. */
  const backAgain = async () => {
    const stop = new AbortController()
    for await (const { status } of real.machine.follow(stop.signal)) {
      if (status === 'running') continue
      stop.abort()
    }
    await real.machine.start()
  }

  const containerdPid = async () => {
    for (const name of await readdir('/proc')) {
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
      const [program = '', ...words] = command.split('\0')
      const { home } = real.machine.state().paths
      if (program.endsWith('/containerd') && words.join(' ').includes(home)) return Number(name)
    }
    throw new Error('There is no containerd.')
  }
})
