import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ContainerId, type StatsSample } from '../../../preload/contract/containers.ts'
import { busyboxImage } from '../conformance/image.ts'
import {
  startRealEngine,
  testNamespace,
  whyNoRealEngine,
  type RealEngine,
} from '../conformance/real-engine.ts'

const missing = await whyNoRealEngine()

describe.skipIf(missing !== undefined)('stats of real containers', () => {
  let real: RealEngine
  beforeAll(async () => {
    real = await startRealEngine()
  })
  afterAll(() => real.stop())

  const run = async (options: readonly string[], script: string) => {
    const argv = ['run', '-d', ...options, busyboxImage, 'sh', '-c', script]
    return ContainerId.parse((await real.nerdctl(...argv)).stdout.trim())
  }
  /** Wishes that are sent when the test says so. */
  const wishes = (first: readonly ContainerId[]) => {
    const queue = [first]
    let wake = Promise.withResolvers<void>()
    async function* wanted() {
      for (;;) {
        const ids = queue.shift()
        if (ids === undefined) await wake.promise
        else yield { ids }
      }
    }
    const want = (ids: readonly ContainerId[]) => {
      queue.push(ids)
      wake.resolve()
      wake = Promise.withResolvers()
    }
    return { wanted: wanted(), want }
  }
  const measure = (ids: readonly ContainerId[]) => {
    const stop = new AbortController()
    const { wanted, want } = wishes(ids)
    const batches = real.engine.containers
      .stats(testNamespace, wanted, stop.signal)
      [Symbol.asyncIterator]()
    const next = async (): Promise<StatsSample[]> => {
      const item = await batches.next()
      return item.done === true ? [] : item.value.samples
    }
    const end = async () => {
      stop.abort()
      await batches.return?.()
    }
    return { next, want, end }
  }

  test('a busy container is measured at first without its CPU, then with it', async () => {
    const id = await run(['--net', 'none', '-m', '64m', '--cpus', '0.5'], 'while :; do :; done')
    const { next, end } = measure([id])
    const [first] = await next()
    expect(first).toMatchObject({ id, memoryLimitBytes: 64 * 1024 * 1024, pids: 1 })
    expect(first?.cpuPercent).toBeUndefined()
    const [second] = await next()
    expect(second?.cpuPercent).toBeGreaterThan(0)
    await end()
    await real.nerdctl('rm', '-f', id)
  })

  test('an idle container without limits, in the network of the machine', async () => {
    const id = await run(['--net', 'host'], 'sleep 1000')
    const { next, end } = measure([id])
    await next()
    const [sample] = await next()
    expect(sample?.cpuPercent).toBeLessThan(5)
    expect(sample?.memoryBytes).toBeGreaterThan(0)
    expect(sample).not.toHaveProperty('memoryLimitBytes')
    expect(sample).not.toHaveProperty('receivedBytes')
    await end()
    await real.nerdctl('rm', '-f', id)
  })

  test('a network of its own is counted', async () => {
    const id = await run(
      [],
      'ping -c 3 127.0.0.1 >/dev/null; wget -T 1 -q http://10.255.255.1/; sleep 1000',
    )
    const { next, end } = measure([id])
    const [sample] = await next()
    expect(sample?.receivedBytes).toBeGreaterThanOrEqual(0)
    expect(sample?.sentBytes).toBeGreaterThanOrEqual(0)
    await end()
    await real.nerdctl('rm', '-f', id)
  })

  test('what is wanted later is answered, and who starts or ends is noticed', async () => {
    const first = await run(['--net', 'none'], 'sleep 1000')
    const second = await run(['--net', 'none'], 'sleep 1000')
    const { next, want, end } = measure([first])
    const idsOf = async () => (await next()).map(({ id }) => id)
    expect(await idsOf()).toEqual([first])
    want([first, second])
    for (;;) if ((await idsOf()).includes(second)) break
    await real.nerdctl('kill', first)
    for (;;) if (!(await idsOf()).includes(first)) break
    await real.nerdctl('start', first)
    for (;;) if ((await idsOf()).includes(first)) break
    await end()
    await real.nerdctl('rm', '-f', first, second)
  })

  test('nothing is measured of who does not run', async () => {
    const id = await run(['--net', 'none'], 'true')
    await real.nerdctl('wait', id)
    const { next, end } = measure([id, ContainerId.parse('f'.repeat(64))])
    const told = next()
    await end()
    expect(await told).toEqual([])
  })
})
