import { readdir, readFile, readlink } from 'node:fs/promises'

/** One process, and no later one that got the same number: the boot and its start tell them apart. */
export type ProcessId = {
  readonly pid: number
  readonly bootId: string
  /** Clock ticks since the boot. */
  readonly startedAt: string
}

/** Undefined when it has ended, also while its parent has not yet taken notice. */
export async function processId(pid: number): Promise<ProcessId | undefined> {
  const startedAt = await startTicks(pid)
  return startedAt === undefined ? undefined : { pid, bootId: await bootId(), startedAt }
}

export async function isAlive(process: ProcessId): Promise<boolean> {
  const now = await processId(process.pid)
  return now?.startedAt === process.startedAt && now.bootId === process.bootId
}

/** Processes of this computer itself, not those in containers, whose command line fulfils `isWanted`. */
export async function findProcesses(
  isWanted: (argv: readonly string[]) => boolean,
): Promise<readonly (ProcessId & { readonly argv: readonly string[] })[]> {
  const names = await readdir('/proc')
  const found = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const argv = (await readProc(`/proc/${name}/cmdline`)).split('\0').slice(0, -1)
        if (argv.length === 0 || !isWanted(argv) || !(await isOurPidNamespace(name))) return []
        const id = await processId(Number(name))
        return id === undefined ? [] : [{ ...id, argv }]
      }),
  )
  return found.flat()
}

/** Processes whose parent is `pid`. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readProc(`/proc/${pid}/task/${thread}/children`)),
  )
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

/** Like process.kill, but true or false says whether there was one. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

async function isOurPidNamespace(pid: string): Promise<boolean> {
  const [theirs, ours] = await Promise.all(
    [pid, 'self'].map((one) => readlink(`/proc/${one}/ns/pid`).catch(() => one)),
  )
  return theirs === ours
}

/** Fields 3 and 22 of proc_pid_stat(5); what comes before may hold any character, but ends with `)`. */
async function startTicks(pid: number): Promise<string | undefined> {
  const stat = await readProc(`/proc/${pid}/stat`)
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' || state === 'X' ? undefined : rest[18]
}

const bootId = async () => (await readProc('/proc/sys/kernel/random/boot_id')).trim()

/** A process may end between two looks: what is gone reads as nothing. */
const readProc = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
