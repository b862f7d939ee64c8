import { constants } from 'node:fs'
import { access, mkdir, readFile, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { platform, getuid } from 'node:process'
import { join } from 'node:path'
import { checkBundle, type BundleFacts } from './bundle.ts'
import type { Layout } from './layout.mjs'
import { runTool } from './tool.ts'

/** What decides whether an engine can run here: gathered first, judged in checks.ts. */
export type Facts = {
  readonly platform: string
  readonly isRoot: boolean
  /** ID and ID_LIKE of os-release. */
  readonly distribution: readonly string[]
  readonly home: string
  /** Why the home cannot be written to. */
  readonly homeError?: string
  readonly freeBytes?: number
  readonly bundle: BundleFacts
  readonly cgroup: 'v1' | 'v2' | 'none'
  readonly missingControllers: readonly string[]
  readonly missingNamespaces: readonly string[]
  /** What `mount` said, tried where the images will be. */
  readonly overlay: Trial
  readonly iptables: Trial
  /** A bridge and a veth pair made and removed; `missing` means that `ip` is not there to try it. */
  readonly links: Trial
  readonly forwarding: 'on' | 'off' | 'cannot-turn-on' | 'unknown'
  readonly openFilesLimit?: number
}

export type Trial =
  | { readonly kind: 'works' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'fails'; readonly detail: string }

export type GatherOptions = {
  readonly places: Layout
  readonly bundle: string
  readonly path: string
  readonly verifiedBundle?: string | undefined
}

export async function gather({
  places,
  bundle,
  path,
  verifiedBundle,
}: GatherOptions): Promise<Facts> {
  const isRoot = getuid?.() === 0
  const homeError = await tryHome(places)
  const canTry = isRoot && platform === 'linux' && homeError === undefined
  const [bundleFacts, overlay, iptables, links, others] = await Promise.all([
    checkBundle(bundle, verifiedBundle),
    canTry ? tryOverlay(places, path) : works,
    canTry ? tryIptables(places, path) : works,
    canTry ? tryLinks(places, path) : works,
    readKernel(),
  ])
  return {
    platform,
    isRoot,
    home: places.home,
    ...(homeError === undefined ? await freeSpace(places.engine) : { homeError }),
    bundle: bundleFacts,
    overlay,
    iptables,
    links,
    forwarding: await readForwarding(),
    ...others,
  }
}

const works: Trial = { kind: 'works' }

async function tryHome(places: Layout): Promise<string | undefined> {
  const probe = join(places.engine, '.probe')
  try {
    await mkdir(places.engine, { recursive: true, mode: 0o700 })
    await writeFile(probe, 'x'.repeat(4096))
    await rm(probe)
    return undefined
  } catch (error) {
    await rm(probe, { force: true }).catch(() => undefined)
    return error instanceof Error ? error.message : String(error)
  }
}

async function freeSpace(path: string): Promise<{ freeBytes: number }> {
  const { bavail, bsize } = await statfs(path)
  return { freeBytes: bavail * bsize }
}

async function tryOverlay({ data }: Layout, path: string): Promise<Trial> {
  const folder = join(data.folder, `.overlay-${process.pid}`)
  const [lower, upper, work, merged] = ['lower', 'upper', 'work', 'merged'].map((name) =>
    join(folder, name),
  )
  const layers = [lower, upper, work, merged].flatMap((one) => one ?? [])
  await Promise.all(layers.map((layer) => mkdir(layer, { recursive: true })))
  const options = `lowerdir=${lower ?? ''},upperdir=${upper ?? ''},workdir=${work ?? ''}`
  const argv = ['-t', 'overlay', 'overlay', '-o', options, merged ?? '']
  const mounted = await runTool(path, 'mount', argv)
  if (mounted.exitCode === 0) await runTool(path, 'umount', [merged ?? ''])
  await rm(folder, { recursive: true, force: true })
  return trial(mounted)
}

/** All matches and targets that the network plugins use, in chains of our own that nothing jumps to. */
async function tryIptables({ interfacePrefix }: Layout, path: string): Promise<Trial> {
  const chain = `${interfacePrefix.toUpperCase()}-CHECK`
  const made = [
    '*nat',
    `:${chain} - [0:0]`,
    `-A ${chain} -m addrtype --dst-type LOCAL -m comment --comment check -j MASQUERADE`,
    `-A ${chain} -p tcp -m multiport --dports 1 -m mark --mark 0x2000/0x2000 -j DNAT --to-destination 127.0.0.1:1`,
    `-A ${chain} -j MARK --set-xmark 0x2000/0x2000`,
    'COMMIT',
    '*filter',
    `:${chain} - [0:0]`,
    `-A ${chain} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
    'COMMIT',
    '',
  ]
  const removed = ['nat', 'filter'].flatMap((table) => [
    `*${table}`,
    `-F ${chain}`,
    `-X ${chain}`,
    'COMMIT',
  ])
  const tried = await runTool(path, 'iptables-restore', ['--noflush', '-w', '10'], made.join('\n'))
  const input = `${removed.join('\n')}\n`
  await runTool(path, 'iptables-restore', ['--noflush', '-w', '10'], input)
  if (tried.exitCode !== 0) return trial(tried)
  return trial(await runTool(path, 'iptables', ['-w', '10', '-t', 'nat', '-S', 'POSTROUTING']))
}

async function tryLinks({ interfacePrefix }: Layout, path: string): Promise<Trial> {
  const [bridge, left, right] = ['-b', '-l', '-r'].map((end) => `${interfacePrefix}${end}`)
  const make = (argv: string) => runTool(path, 'ip', ['link', 'add', ...argv.split(' ')])
  const remove = (name: string | undefined) => runTool(path, 'ip', ['link', 'del', name ?? ''])
  // Left by a check that was killed.
  const [bridged, paired] = [
    await make(`${bridge ?? ''} type bridge`),
    await make(`${left ?? ''} type veth peer name ${right ?? ''}`),
  ]
  await Promise.all([remove(bridge), remove(left)])
  const failed = [bridged, paired].find(
    ({ exitCode, stderr }) => exitCode !== 0 && !stderr.includes('File exists'),
  )
  return failed === undefined ? works : trial(failed)
}

const trial = (result: {
  readonly exitCode: number | undefined
  readonly stderr: string
}): Trial => {
  if (result.exitCode === undefined) return { kind: 'missing' }
  if (result.exitCode === 0) return works
  return { kind: 'fails', detail: result.stderr.trim() }
}

export const forwardingPath = '/proc/sys/net/ipv4/ip_forward'

async function readForwarding(): Promise<Facts['forwarding']> {
  const value = (await readFile(forwardingPath, 'utf8').catch(() => '')).trim()
  if (value === '') return 'unknown'
  if (value === '1') return 'on'
  return access(forwardingPath, constants.W_OK).then(
    () => 'off',
    () => 'cannot-turn-on',
  )
}

async function readKernel() {
  const text = (path: string) => readFile(path, 'utf8').catch(() => '')
  const [release, limits, controllers, v1, namespaces] = await Promise.all([
    text('/etc/os-release'),
    text('/proc/self/limits'),
    text('/sys/fs/cgroup/cgroup.controllers'),
    readdir('/sys/fs/cgroup').catch(() => []),
    Promise.all(needed.namespaces.map(hasNamespace)),
  ])
  const limit = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1]
  return {
    ...readCgroups(controllers, v1),
    ...readDistribution(release),
    ...readLimit(limit),
    missingNamespaces: namespaces.flat(),
  }
}

const needed = {
  namespaces: ['mnt', 'pid', 'net', 'ipc', 'uts'],
  controllers: ['cpu', 'memory', 'pids'],
}

const hasNamespace = async (name: string): Promise<readonly string[]> =>
  access(`/proc/self/ns/${name}`, constants.F_OK).then(
    () => [],
    () => [name],
  )

const readLimit = (limit: string | undefined) =>
  limit === undefined ? {} : { openFilesLimit: Number(limit) }

/** Version 1 has a folder for each controller, some of them joined by commas. */
export function readCgroups(controllers: string, folders: readonly string[]) {
  const v2 = controllers.trim().split(' ').filter(Boolean)
  const v1 = folders.flatMap((folder) => folder.split(','))
  const isV2 = v2.length > 0
  const present = isV2 ? v2 : v1
  const missingControllers = needed.controllers.filter((one) => !present.includes(one))
  const cgroup = isV2 ? 'v2' : v1.includes('memory') || v1.includes('pids') ? 'v1' : 'none'
  return { cgroup, missingControllers } as const
}

export function readDistribution(release: string) {
  const value = (name: string) =>
    new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1]?.split(' ') ?? []
  return { distribution: [...value('ID'), ...value('ID_LIKE')] }
}
