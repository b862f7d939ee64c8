import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ContainerId, type LogsRequest } from '../../../preload/contract/containers.ts'
import {
  startRealEngine,
  testNamespace,
  whyNoRealEngine,
  type RealEngine,
} from '../conformance/real-engine.ts'
import { busyboxImage } from '../conformance/image.ts'

const missing = await whyNoRealEngine()

describe.skipIf(missing !== undefined)('logs of real containers', () => {
  let real: RealEngine
  beforeAll(async () => {
    real = await startRealEngine()
  })
  afterAll(() => real.stop())

  /** The script should outlive its output: nerdctl's logger drops what comes right before an exit. */
  const make = async (options: readonly string[], script: string, verb = 'run') => {
    const detached = verb === 'run' ? ['-d'] : []
    const argv = [verb, ...detached, '--net', 'none', ...options, busyboxImage, 'sh', '-c', script]
    const { stdout } = await real.nerdctl(...argv)
    return ContainerId.parse(stdout.trim())
  }
  const open = (
    id: ContainerId,
    request: Partial<LogsRequest> = {},
    signal = new AbortController().signal,
  ) => {
    const { connection } = real.engine
    const whole = { connection, namespace: testNamespace, id, follow: false, ...request }
    return real.engine.containers.logs(whole, signal)
  }
  const read = async (id: ContainerId, request?: Partial<LogsRequest>) => {
    const lines: string[] = []
    for await (const { texts, streams } of open(id, request)) {
      lines.push(...texts.split('\n').map((text, index) => `${streams[index] ?? ''} ${text}`))
    }
    return lines
  }
  /** Reads until a line that is `last`. */
  const follow = async (id: ContainerId, last: string, request: Partial<LogsRequest> = {}) => {
    const stop = new AbortController()
    const lines: string[] = []
    for await (const { texts, streams } of open(id, { follow: true, ...request }, stop.signal)) {
      for (const [index, text] of texts.split('\n').entries()) {
        if (streams[index] === 'o' || streams[index] === 'e') lines.push(text)
        if (text === last) stop.abort()
      }
    }
    return lines
  }

  test('what a container printed is read as it printed it', async () => {
    const id = await make(
      [],
      String.raw`echo err >&2; sleep 0.1
        printf par; sleep 0.1; printf 'tial\n\n'; printf '<a&b> "q" back\\slash\n'
        printf '\033[31mred\033[0m\ttab\n'; printf '\377bad\n'; printf 'é€𝄞\n'
        head -c 40000 /dev/zero | tr '\0' x; printf '\nlast'; sleep 0.3`,
    )
    await real.nerdctl('wait', id)
    expect(await read(id)).toEqual([
      'e err',
      'o partial',
      'o ',
      'o <a&b> "q" back\\slash',
      'o \u001b[31mred\u001b[0m\ttab',
      'o \ufffdbad',
      'o é€𝄞',
      `o ${'x'.repeat(40_000)}`,
      'O last',
    ])
    expect(await read(id, { tail: 3 })).toEqual(['o é€𝄞', `o ${'x'.repeat(40_000)}`, 'O last'])
  })

  test('a terminal ends its lines with a return that is not shown', async () => {
    const id = await make(['-t'], 'echo a; echo b; sleep 0.3')
    await real.nerdctl('wait', id)
    expect(await read(id)).toEqual(['o a', 'o b'])
  })

  test('a line arrives before the next is printed', async () => {
    const id = await make(
      [],
      "i=0; trap 'i=$((i+1)); echo $i' USR1; echo 0; sleep 1000 & while :; do wait; done",
    )
    const stop = new AbortController()
    const batches: string[] = []
    for await (const { texts } of open(id, { follow: true }, stop.signal)) {
      batches.push(texts)
      if (batches.length === 5) stop.abort()
      else await real.nerdctl('kill', '-s', 'USR1', id)
    }
    expect(batches).toEqual(['0', '1', '2', '3', '4'])
    await real.nerdctl('rm', '-f', id)
  })

  test('none of many lines is lost or told twice while the log is rotated', async () => {
    const count = 200_000
    const id = await make(
      ['--log-opt', 'max-size=2m', '--log-opt', 'max-file=100'],
      `sleep 0.5; seq 1 ${count}; echo done; sleep 1000`,
    )
    const lines = await follow(id, 'done')
    expect(lines.length).toBe(count + 1)
    expect(lines.findIndex((line, index) => index < count && line !== `${index + 1}`)).toBe(-1)
    const again = await read(id)
    expect([again.length, again[0], again.at(-1)]).toEqual([count + 1, 'o 1', 'o done'])
    expect(await read(id, { tail: 50_000 })).toEqual(again.slice(-50_000))
    await real.nerdctl('rm', '-f', id)
  })

  test('a container that is started again goes on in the same log, in order', async () => {
    const id = await make(
      ['--log-opt', 'max-size=100k', '--log-opt', 'max-file=50'],
      'seq 1 3000; echo done; sleep 0.2',
    )
    await real.nerdctl('wait', id)
    await real.nerdctl('start', id)
    await real.nerdctl('wait', id)
    const run = [...Array.from({ length: 3000 }, (_, index) => `o ${index + 1}`), 'o done']
    const lines = await read(id)
    // nerdctl numbers from 1 again and so overwrites the oldest files of the run before.
    const left = run.slice(run.length * 2 - lines.length)
    expect(left.length).toBeGreaterThan(0)
    expect(lines).toEqual([...left, ...run])
  })

  test('following ends when the container is removed', async () => {
    const id = await make([], 'echo begin; sleep 1000')
    const lines: string[] = []
    const removed = Promise.withResolvers<void>()
    for await (const { texts } of open(id, { follow: true })) {
      lines.push(texts)
      real.nerdctl('rm', '-f', id).then(() => removed.resolve(), removed.reject)
    }
    await removed.promise
    expect(lines).toEqual(['begin'])
  })

  test('a created container has an empty log that is awaited', async () => {
    const id = await make([], 'echo hello', 'create')
    expect(await read(id)).toEqual([])
    const lines = follow(id, 'hello')
    await real.nerdctl('start', id)
    expect(await lines).toEqual(['hello'])
  })

  test('a log that is not kept, or of nobody, is said in words', async () => {
    const id = await make(['--log-driver', 'none'], 'sleep 1000')
    await expect(read(id)).rejects.toMatchObject({
      data: {
        code: 'unsupported',
        message: 'This container keeps no log: it was made with the log driver none.',
      },
    })
    await expect(read(ContainerId.parse('f'.repeat(64)))).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
  })
})
