/** The files in which the kernel counts for one container. */
export type CgroupFiles = {
  readonly version: 1 | 2
  readonly cpu: string
  readonly memory: string
  readonly memoryStat: string
  readonly memoryLimit: string
  readonly io: string
  readonly pids: string
}

/** What they say; absent where a file is not there (a controller that is switched off). */
export type CgroupTexts = {
  readonly [Name in keyof Omit<CgroupFiles, 'version'>]?: string | undefined
}

export type CgroupUsage = {
  readonly cpuNs: number
  readonly memoryBytes: number
  readonly memoryLimitBytes?: number
  readonly readBytes?: number
  readonly writtenBytes?: number
  readonly pids?: number
}

const root = '/sys/fs/cgroup'
/** Larger limits mean none: version 1 has no word for it. */
const noLimit = 2 ** 62

/**
 * Where the cgroups of a process are, by the text of its /proc/<pid>/cgroup (cgroups(7)). A process
 * that moved into a group below the container's own (an init system does) counts with all of it.
 */
export function cgroupFiles(text: string, containerId: string): CgroupFiles | undefined {
  const paths = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, names, path] = /^\d+:([^:]*):(.+)$/.exec(line) ?? []
    if (names === undefined || path === undefined) continue
    for (const name of names.split(',')) paths.set(name, ownPart(path, containerId))
  }
  const memory = paths.get('memory')
  if (memory !== undefined) return version1(paths, memory)
  const unified = paths.get('')
  return unified === undefined ? undefined : version2(`${root}${unified}`)
}

function ownPart(path: string, containerId: string): string {
  const start = path.lastIndexOf(containerId)
  const end = start === -1 ? -1 : path.indexOf('/', start)
  return end === -1 ? path : path.slice(0, end)
}

function version1(paths: ReadonlyMap<string, string>, memory: string): CgroupFiles {
  const file = (controller: string, name: string) =>
    `${root}/${controller}${paths.get(controller) ?? memory}/${name}`
  return {
    version: 1,
    cpu: file('cpuacct', 'cpuacct.usage'),
    memory: file('memory', 'memory.usage_in_bytes'),
    memoryStat: file('memory', 'memory.stat'),
    memoryLimit: file('memory', 'memory.limit_in_bytes'),
    io: file('blkio', 'blkio.throttle.io_service_bytes_recursive'),
    pids: file('pids', 'pids.current'),
  }
}

const version2 = (folder: string): CgroupFiles => ({
  version: 2,
  cpu: `${folder}/cpu.stat`,
  memory: `${folder}/memory.current`,
  memoryStat: `${folder}/memory.stat`,
  memoryLimit: `${folder}/memory.max`,
  io: `${folder}/io.stat`,
  pids: `${folder}/pids.current`,
})

/** Undefined when the group is gone: its processes have ended. */
export function parseUsage(version: 1 | 2, texts: CgroupTexts): CgroupUsage | undefined {
  const cpuNs = version === 1 ? number(texts.cpu) : scaled(field(texts.cpu, 'usage_usec'), 1000)
  const memory = number(texts.memory)
  if (cpuNs === undefined || memory === undefined) return undefined
  const inactive = version === 1 ? 'total_inactive_file' : 'inactive_file'
  const limit = number(texts.memoryLimit)
  const io = version === 1 ? parseBlkio(texts.io) : parseIo(texts.io)
  const pids = number(texts.pids)
  return {
    cpuNs,
    memoryBytes: Math.max(0, memory - (field(texts.memoryStat, inactive) ?? 0)),
    ...(limit === undefined || limit >= noLimit ? {} : { memoryLimitBytes: limit }),
    ...io,
    ...(pids === undefined ? {} : { pids }),
  }
}

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+\s*$/.test(text) ? Number(text) : undefined

const scaled = (value: number | undefined, factor: number) =>
  value === undefined ? undefined : value * factor

function field(text: string | undefined, name: string): number | undefined {
  const start = text?.startsWith(`${name} `) === true ? 0 : text?.indexOf(`\n${name} `)
  if (text === undefined || start === undefined || start === -1) return undefined
  return Number.parseInt(text.slice(text.indexOf(' ', start) + 1), 10)
}

/** `8:0 Read 4096`; a group that did nothing has only `Total 0`. */
function parseBlkio(text: string | undefined) {
  if (text === undefined) return {}
  return { readBytes: sum(text, / Read (\d+)/g), writtenBytes: sum(text, / Write (\d+)/g) }
}

/** `8:0 rbytes=4096 wbytes=0 rios=1 wios=0 dbytes=0 dios=0`; a group that did nothing is empty. */
function parseIo(text: string | undefined) {
  if (text === undefined) return {}
  return { readBytes: sum(text, / rbytes=(\d+)/g), writtenBytes: sum(text, / wbytes=(\d+)/g) }
}

function sum(text: string, pattern: RegExp): number {
  let total = 0
  for (const [, bytes] of text.matchAll(pattern)) total += Number(bytes)
  return total
}

/** Bytes of all interfaces but the loopback, by the text of /proc/<pid>/net/dev (proc_pid_net(5)). */
export function parseNetwork(text: string | undefined) {
  if (text === undefined) return {}
  let receivedBytes = 0
  let sentBytes = 0
  for (const line of text.split('\n').slice(2)) {
    const [name = '', rest] = line.split(':')
    if (rest === undefined || name.trim() === 'lo') continue
    const columns = rest.trim().split(/\s+/)
    receivedBytes += Number(columns[0])
    sentBytes += Number(columns[8])
  }
  return { receivedBytes, sentBytes }
}
