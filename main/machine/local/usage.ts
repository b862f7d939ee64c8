import { readFile, statfs } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { MachineUsage } from '../../../preload/contract/machine.ts'

const everyMs = 10_000

/** First at once; no event tells of load, so it is looked at while someone does. */
export async function* followUsage(
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<MachineUsage> {
  let before: CpuTimes | undefined
  while (!signal.aborted) {
    const [stat, meminfo, disk] = await Promise.all([
      readFile('/proc/stat', 'utf8'),
      readFile('/proc/meminfo', 'utf8'),
      statfs(folder),
    ])
    const times = readCpuTimes(stat)
    const percent = before === undefined ? undefined : busyPercent(before, times)
    before = times
    yield {
      at: Date.now(),
      cpus: times.cpus,
      ...(percent === undefined ? {} : { cpuPercent: percent }),
      ...readMemory(meminfo),
      diskBytes: (disk.blocks - disk.bfree) * disk.bsize,
      diskTotalBytes: disk.blocks * disk.bsize,
    }
    await delay(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

export type CpuTimes = { readonly cpus: number; readonly busy: number; readonly total: number }

/** Ticks since the boot (proc_stat(5)): guest time is already within user time. */
export function readCpuTimes(stat: string): CpuTimes {
  const [, ...ticks] = (/^cpu .*/m.exec(stat)?.[0] ?? '').split(/\s+/)
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, hard = 0, soft = 0, stolen = 0] =
    ticks.map(Number)
  const busy = user + nice + system + hard + soft + stolen
  return { cpus: stat.match(/^cpu\d+ /gm)?.length ?? 1, busy, total: busy + idle + wait }
}

export function busyPercent(before: CpuTimes, after: CpuTimes): number | undefined {
  const total = after.total - before.total
  return total <= 0
    ? undefined
    : Math.min(100, Math.max(0, ((after.busy - before.busy) / total) * 100))
}

/** Used is what programs could not have: all but MemAvailable. */
export function readMemory(meminfo: string) {
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1] ?? 0) * 1024
  const memoryTotalBytes = bytes('MemTotal')
  return { memoryBytes: memoryTotalBytes - bytes('MemAvailable'), memoryTotalBytes }
}
