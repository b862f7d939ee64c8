import { readdir, readFile } from 'node:fs/promises'

/** What the kernel counts of one process: proc(5), /proc/<pid>/stat. */
export type ProcessStat = {
  readonly parent: number
  /** Of the process itself and of the children it has waited for. */
  readonly cpuMs: number
  /** Page faults of the children it has waited for: grows with every child that ended. */
  readonly childFaults: number
  readonly startedAtTick: number
}

// USER_HZ is 100 on all Linux systems that Node runs on.
const tickMs = 10

export function parseStat(text: string): ProcessStat {
  // The name may hold spaces and brackets; what is after its last bracket does not.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const field = (number: number) => fields[number - 3] ?? 0
  return {
    parent: field(4),
    cpuMs: (field(14) + field(15) + field(16) + field(17)) * tickMs,
    childFaults: field(11) + field(13),
    startedAtTick: field(22),
  }
}

/** Undefined when it has ended. */
export const readStat = (pid: number): Promise<ProcessStat | undefined> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(parseStat, () => undefined)

export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6
}

/** Those whose command line has this text in it. */
export async function findProcesses(text: string): Promise<readonly number[]> {
  const pids = await allProcesses()
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  )
  return pids.filter((_, index) => commands[index]?.includes(text))
}

/** A process and all under it. */
export async function processTree(root: number): Promise<readonly number[]> {
  const children = await childrenOf(root)
  const below = await Promise.all(children.map(processTree))
  return [root, ...below.flat()]
}

/** The children that a process has now. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const texts = await Promise.all(
    threads.map((thread) =>
      readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => ''),
    ),
  )
  return texts.flatMap((text) => text.trim().split(' ').filter(Boolean).map(Number))
}

/** How many processes and threads this computer has started since it runs. */
export async function forksOfAll(): Promise<number> {
  const text = await readFile('/proc/stat', 'utf8')
  return Number(/^processes (\d+)$/m.exec(text)?.[1])
}

async function allProcesses(): Promise<readonly number[]> {
  const names = await readdir('/proc')
  return names.filter((name) => /^\d+$/.test(name)).map(Number)
}
