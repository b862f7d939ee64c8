import { access, mkdir, readFile, rm } from 'node:fs/promises'
import { childrenOf, findProcesses, signalProcess, type ProcessId } from '../../base/processes.ts'
import { isGoneWithin } from './daemon.ts'
import { hasSharedChains, removalOf } from './firewall.ts'
import type { Layout } from './layout.mjs'
import { runTool } from './tool.ts'

/** Shims of this home: while one lives, its container may run, with or without containerd. */
export const findShims = ({ sockets }: Layout): Promise<readonly ProcessId[]> =>
  findProcesses(
    (argv) =>
      (argv[0] ?? '').endsWith('/containerd-shim-runc-v2') &&
      argv[argv.indexOf('-address') + 1] === sockets.containerd,
  )

/**
 * What stays when daemons or containers ended without cleaning up: their processes, mounts, bridges
 * and rules. Only when containerd has ended.
 */
export async function removeLeftovers(
  places: Layout,
  path: string,
  subnets: readonly string[],
): Promise<readonly string[]> {
  const shims = await endShims(places)
  const mounts = await unmountAll(places, path)
  await removeLinks(places, path)
  await removeRules(places, path, subnets)
  await rm(places.run.leases, { recursive: true, force: true })
  await rm(places.run.state, { recursive: true, force: true })
  await rm(places.run.shims, { recursive: true, force: true })
  await rm(places.run.otel, { force: true })
  return [
    ...(shims > 0 ? [`${shims} containers were ended by force`] : []),
    ...(mounts > 0 ? [`${mounts} mounts were left and are undone`] : []),
  ]
}

/** The container's first process first, else it would live on without anybody who knows it. */
async function endShims(places: Layout): Promise<number> {
  const shims = await findShims(places)
  for (const shim of shims) {
    for (const child of await childrenOf(shim.pid)) signalProcess(child, 'SIGKILL')
    signalProcess(shim.pid, 'SIGKILL')
  }
  await Promise.all(shims.map((shim) => isGoneWithin(shim, 5000)))
  return shims.length
}

/** mountinfo writes spaces and the like as octal numbers (proc_pid_mountinfo(5)). */
export function mountsUnder(mountinfo: string, folders: readonly string[]): readonly string[] {
  return mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, octal: string) => octet(octal)))
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .reverse()
}

const octet = (octal: string): string => String.fromCharCode(Number.parseInt(octal, 8))

async function unmountAll(places: Layout, path: string): Promise<number> {
  const mountinfo = await readFile('/proc/self/mountinfo', 'utf8')
  const mounts = mountsUnder(mountinfo, [places.run.folder, places.data.folder])
  // Lazily: what is still busy goes with its last user.
  for (const mount of mounts) await runTool(path, 'umount', ['-l', mount])
  return mounts.length
}

async function removeLinks({ interfacePrefix }: Layout, path: string): Promise<void> {
  const { stdout } = await runTool(path, 'ip', ['-o', 'link', 'show', 'type', 'bridge'])
  const names = [...stdout.matchAll(/^\d+: ([^:@\s]+)/gm)].map(([, name = '']) => name)
  for (const name of names.filter((one) => one.startsWith(interfacePrefix)))
    await runTool(path, 'ip', ['link', 'del', name])
}

/** Since the boot: whoever found no rules of CNI left a mark, and the last one that stops removes them. */
const mark = '/run/goldfinch/firewall'

export async function markRules(path: string): Promise<void> {
  const { stdout } = await runTool(path, 'iptables-save', [])
  if (hasSharedChains(stdout)) return
  await mkdir(mark, { recursive: true, mode: 0o700 })
}

async function removeRules(places: Layout, path: string, subnets: readonly string[]) {
  const { stdout } = await runTool(path, 'iptables-save', [])
  const withShared = await access(mark).then(
    () => true,
    () => false,
  )
  const { interfacePrefix } = places
  const removal = removalOf(stdout, { interfacePrefix, subnets }, withShared)
  if (removal === undefined) return
  await runTool(path, 'iptables-restore', ['--noflush', '-w', '10'], removal)
}
