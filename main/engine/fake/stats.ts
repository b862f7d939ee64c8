import type { ContainerId, StatsBatch, StatsSample } from '../../../preload/contract/containers.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { hexOf, randomFrom } from './random.ts'
import type { World } from './world.ts'

const everyMs = 2000
const megabyte = 1_000_000

/** Waves by id and time: no two containers alike, and every run the same. */
function sampleOf(id: ContainerId, at: number, upMs: number): StatsSample {
  const random = randomFrom(`stats ${id}`)
  const [base, height, phase, memory, speed] = [random(), random(), random(), random(), random()]
  const wave = (Math.sin(at / (8000 + 20_000 * phase) + phase * 6.28) + 1) / 2
  const jitter = Number.parseInt(hexOf(`${id} ${Math.floor(at / everyMs)}`).slice(0, 2), 16) / 255
  const seconds = Math.max(0, upMs / 1000)
  return {
    id,
    at,
    cpuPercent: Math.round((0.1 + base * 1.5 + wave * height * 4 + jitter * 0.6) * 100) / 100,
    memoryBytes: Math.round((8 + memory * 180 + wave * 12 + jitter * 2) * megabyte),
    memoryLimitBytes: 8_589_934_592,
    receivedBytes: Math.round(seconds * (800 + speed * 90_000)),
    sentBytes: Math.round(seconds * (500 + speed * 40_000)),
    readBytes: Math.round(4 * megabyte + seconds * speed * 900),
    writtenBytes: Math.round(megabyte + seconds * phase * 2500),
    pids: 1 + Math.floor(memory * 30),
  }
}

/** A sample of each wanted container that runs: at once when the wish changes, then every two seconds. */
export async function* followStats(
  world: World,
  namespace: Namespace,
  wanted: AsyncIterable<{ readonly ids: readonly ContainerId[] }>,
  signal: AbortSignal,
): AsyncGenerator<StatsBatch, void> {
  let ids: readonly ContainerId[] = []
  let wake: (() => void) | undefined
  let wishes = 0
  const known = new Set<ContainerId>()
  const listen = async () => {
    for await (const wish of wanted) {
      ids = wish.ids
      wishes += 1
      wake?.()
    }
  }
  const listening = listen()
  const pause = () =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, everyMs)
      wake = done
      signal.addEventListener('abort', done, { once: true })
    })
  while (!signal.aborted) {
    const seen = wishes
    const samples = measure(world, namespace, ids, known)
    if (samples.length > 0) yield { samples }
    if (seen === wishes) await pause()
  }
  await listening
}

function measure(
  world: World,
  namespace: Namespace,
  ids: readonly ContainerId[],
  known: Set<ContainerId>,
): StatsSample[] {
  const at = world.clock.now()
  const rows = world.containers(namespace)
  return ids.flatMap((id) => {
    const row = rows.get(id)
    if (row?.state !== 'running' && row?.state !== 'paused') return []
    const { cpuPercent, ...rest } = sampleOf(id, at, at - (row.startedAt ?? at))
    const limit = row.limits.memoryBytes
    const sample = limit === undefined ? rest : { ...rest, memoryLimitBytes: limit }
    const isFirst = !known.has(id)
    known.add(id)
    // Two readings make a rate: the first one has none.
    if (isFirst || cpuPercent === undefined) return [sample]
    return [{ ...sample, cpuPercent: row.state === 'paused' ? 0 : cpuPercent }]
  })
}
