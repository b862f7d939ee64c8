import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserServer } from '@playwright/test'
import type { Ground } from '../ground.ts'
import { openPage } from '../ground.ts'
import type { Measure } from '../measure.ts'
import { firstRow, listPath } from '../page.ts'
import type { Product } from '../product.ts'
import { childrenOf, findProcesses, forksOfAll, processTree, readStat } from '../processes.ts'

const minuteMs = 60_000
/** Until the small curves of the rows are full, and look the same with each new sample. */
const settleMs = 40_000
const withoutSettleMs = 10_000
const beforeMs = 30_000
const lookEveryMs = 50
const shimsName = 'shims and loggers'

/** A minute in which nothing happens, the list of two hundred containers on screen. */
export const idle: Measure = {
  name: 'idle',
  run: async (ground) => {
    const product = await ground.fleet()
    const { browser, server } = await ground.chromium()
    const nobody = await withoutUs(product)
    const page = await openPage({ browser, server }, product.served(), listPath)
    await firstRow(page).waitFor()
    await sleep(settleMs)
    const watched = await watch(await ourProcesses(product, server), minuteMs)
    await page.context().close()
    report(ground, watched)
    const polling = await pollWithNerdctl(product)
    return [
      {
        name: 'CPU of the app and its daemons, idle',
        unit: '% of a core',
        ours: total(ownParts(watched)),
        peer: { value: polling, what: 'nerdctl ps -a every 5 s, itself only' },
        limit: { value: total(ownParts(nobody)), what: 'the daemons alone, app closed' },
        aim: { below: 0.5 },
        note: ownParts(watched)
          .map(({ name, percent }) => `${name} ${percent.toFixed(2)}`)
          .join(', '),
      },
      {
        name: 'CPU of the containers’ shims, idle',
        unit: '% of a core',
        ours: total(shimParts(watched)),
        limit: { value: total(shimParts(nobody)), what: 'the same, app closed' },
        note: 'containerd’s own: each shim gives memory back every 30 s, with or without an app',
      },
      {
        name: 'processes spawned, idle',
        unit: 'processes',
        ours: watched.spawned,
        peer: { value: minuteMs / 5000, what: 'nerdctl ps -a every 5 s' },
        limit: { value: 0, what: 'none' },
        aim: { atMost: 0 },
        note: `children looked for every ${lookEveryMs} ms, and those that ended counted by the kernel; all of this computer started ${watched.forks} processes and threads meanwhile`,
      },
    ]
  },
}

type Watched = Awaited<ReturnType<typeof watch>>

const ownParts = ({ parts }: Watched) => parts.filter(({ name }) => name !== shimsName)
const shimParts = ({ parts }: Watched) => parts.filter(({ name }) => name === shimsName)
const total = (parts: Watched['parts']): number =>
  parts.reduce((sum, { percent }) => sum + percent, 0)

type Group = { readonly name: string; readonly pids: readonly number[] }

async function ourProcesses(product: Product, server: BrowserServer): Promise<readonly Group[]> {
  const backend = await processTree(product.served().process.pid ?? 0)
  const browser = await processTree(server.process().pid ?? 0)
  const engine = await engineProcesses(product)
  return [{ name: 'backend', pids: backend }, { name: 'browser', pids: browser }, ...engine]
}

async function engineProcesses({ places }: Product): Promise<readonly Group[]> {
  const daemons = await findProcesses(places.config.folder)
  const all = await findProcesses(places.home)
  return [
    { name: 'containerd and buildkitd', pids: daemons },
    { name: shimsName, pids: all.filter((pid) => !daemons.includes(pid)) },
  ]
}

/** The CPU that the engine takes when there is no app. */
async function withoutUs(product: Product): Promise<Watched> {
  return product.withoutBackend(async () => {
    await sleep(withoutSettleMs)
    return watch(await engineProcesses(product), beforeMs)
  })
}

async function watch(groups: readonly Group[], forMs: number) {
  const pids = [...new Set(groups.flatMap((group) => group.pids))]
  const before = await readAll(pids)
  const forksBefore = await forksOfAll()
  const startedAt = performance.now()
  // Shims are many, and what they start the kernel's count tells.
  const looked = groups.filter(({ name }) => name !== shimsName).flatMap((group) => group.pids)
  const seen = await lookForChildren(looked, forMs)
  const tookMs = performance.now() - startedAt
  const after = await readAll(pids)
  const cpuOf = (pid: number) => (after.get(pid)?.cpuMs ?? 0) - (before.get(pid)?.cpuMs ?? 0)
  const reaping = pids.filter(
    (pid) => (after.get(pid)?.childFaults ?? 0) > (before.get(pid)?.childFaults ?? 0),
  )
  const parts = groups.map((group) => ({
    name: group.name,
    percent: (100 * group.pids.reduce((sum, pid) => sum + cpuOf(pid), 0)) / tookMs,
    count: group.pids.length,
  }))
  return {
    parts,
    // One that came and went between two looks has left its page faults to its parent.
    spawned: Math.max(seen.size, reaping.length),
    forks: (await forksOfAll()) - forksBefore,
  }
}

async function readAll(pids: readonly number[]) {
  const stats = await Promise.all(pids.map(async (pid) => [pid, await readStat(pid)] as const))
  return new Map(stats)
}

async function lookForChildren(
  pids: readonly number[],
  forMs: number,
): Promise<ReadonlySet<number>> {
  const known = new Set([...pids, ...(await Promise.all(pids.map(childrenOf))).flat()])
  const seen = new Set<number>()
  const until = performance.now() + forMs
  while (performance.now() < until) {
    await sleep(lookEveryMs)
    for (const child of (await Promise.all(pids.map(childrenOf))).flat())
      if (!known.has(child)) seen.add(child)
  }
  return seen
}

function report({ tell }: Ground, { parts }: Watched): void {
  for (const { name, percent, count } of parts)
    tell(`  ${name}: ${percent.toFixed(2)} % of a core, ${count} processes`)
}

/** What an app costs that asks instead of listening. */
async function pollWithNerdctl({ tools }: Product): Promise<number> {
  const rounds = 3
  const before = await readStat(process.pid)
  const own = process.cpuUsage()
  for (let round = 0; round < rounds; round += 1) await tools.nerdctl('ps', '-a')
  const { user, system } = process.cpuUsage(own)
  const after = await readStat(process.pid)
  const childrenMs = (after?.cpuMs ?? 0) - (before?.cpuMs ?? 0) - (user + system) / 1000
  return (100 * childrenMs) / (rounds * 5000)
}
