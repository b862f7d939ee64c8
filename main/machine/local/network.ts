import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../preload/contract/errors.ts'
import { writeFileWhole } from '../../base/write-file.ts'
import { defaultNetwork, renameBridge } from './cni.ts'
import { forwardingPath } from './facts.ts'
import { localFiles } from './files.ts'
import type { Layout } from './layout.mjs'
import { chooseSubnet, overlaps, parseRoutes, type Route } from './subnet.ts'
import { runTool } from './tool.ts'

type Options = {
  readonly places: Layout
  readonly path: string
  /** Chosen before; kept when it can be. */
  readonly remembered?: string | undefined
  /** Whether containers of this home run: their addresses cannot be changed. */
  readonly isInUse: boolean
}

export type Prepared = { readonly subnet: string; readonly notes: readonly string[] }

/** The default network of this home, on a subnet that nothing else has, and packets forwarded. */
export async function prepareNetwork(options: Options): Promise<Prepared> {
  const { places, path, remembered, isInUse } = options
  const forwarded = await forwardPackets()
  const others = await otherNetworks(places.cni.networks)
  const used = [...(await foreignRoutes(places)), ...others]
  const thief = remembered === undefined ? undefined : taker(remembered, used)
  const isKept = remembered !== undefined && (thief === undefined || isInUse)
  const subnet = isKept ? remembered : choose(places, used)
  if (!isKept) await runTool(path, 'ip', ['link', 'del', bridgeOf(places, subnet)])
  if (!isInUse) await rm(places.run.leases, { recursive: true, force: true })
  const configuration = defaultNetwork(places, subnet)
  const file = join(places.cni.networks, 'nerdctl-bridge.conflist')
  if ((await readFile(file, 'utf8').catch(() => '')) !== configuration)
    await writeFileWhole(file, configuration, 0o644)
  await renameBridges(places)
  return {
    subnet,
    notes: [...forwarded, ...tell(remembered, subnet, thief), ...shared(used, others)],
  }
}

const taker = (subnet: string, used: readonly Route[]) =>
  used.find((route) => overlaps(route.subnet, subnet))

function tell(remembered: string | undefined, subnet: string, thief: Route | undefined) {
  if (remembered === undefined || thief === undefined) return []
  if (remembered === subnet)
    return [
      `Addresses ${subnet} are also used by ${thief.device}; containers that run keep them, a restart of the machine moves them.`,
    ]
  return [`Addresses ${remembered} are now used by ${thief.device}: containers move to ${subnet}.`]
}

const shared = (used: readonly Route[], others: readonly Route[]) =>
  others.flatMap((network) => {
    const thief = used.find(
      (route) => !others.includes(route) && overlaps(route.subnet, network.subnet),
    )
    return thief === undefined
      ? []
      : [`${network.device} has addresses ${network.subnet} that ${thief.device} uses as well.`]
  })

function choose(places: Layout, used: readonly Route[]): string {
  const subnets = used.map(({ subnet }) => subnet)
  const subnet = chooseSubnet(subnets, places.interfacePrefix.slice(2))
  if (subnet !== undefined) return subnet
  throw new AppError({
    code: 'exhausted',
    reason: 'no-subnet',
    message:
      'No addresses are left for containers: all of 10.83.0.0 to 10.98.255.255 is routed elsewhere.',
    hint: 'A VPN that takes all of 10.0.0.0/8 may be on: turn it off, or let it leave a part.',
  })
}

const bridgeOf = (places: Layout, subnet: string): string =>
  Conflist.parse(JSON.parse(defaultNetwork(places, subnet))).plugins[0]?.bridge ?? ''

async function forwardPackets(): Promise<readonly string[]> {
  const value = await readFile(forwardingPath, 'utf8').catch(() => '1')
  if (value.trim() === '1') return []
  await writeFile(forwardingPath, '1')
  return ['Forwarding of packets was off and is now on (net.ipv4.ip_forward).']
}

/** Routes and addresses of everything but this home's own interfaces. */
async function foreignRoutes({ interfacePrefix }: Layout): Promise<readonly Route[]> {
  const routes = parseRoutes(await readFile('/proc/net/route', 'utf8').catch(() => ''))
  const addresses = Object.entries(networkInterfaces()).flatMap(([device, infos = []]) =>
    infos.flatMap(({ cidr, family }) =>
      family === 'IPv4' && cidr !== null ? [{ subnet: cidr, device }] : [],
    ),
  )
  return [...routes, ...addresses].filter(({ device }) => !device.startsWith(interfacePrefix))
}

const Conflist = z.object({
  name: z.string(),
  plugins: z.array(
    z.object({
      bridge: z.string().optional(),
      ipam: z
        .object({ ranges: z.array(z.array(z.object({ subnet: z.string() }))).optional() })
        .optional(),
    }),
  ),
})

/** Configuration files of networks that people made, in the folder and those of namespaces. */
async function networkFiles(folder: string): Promise<readonly string[]> {
  const options = { withFileTypes: true, recursive: true } as const
  const entries = await readdir(folder, options).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.conflist'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== join(folder, 'nerdctl-bridge.conflist'))
}

async function otherNetworks(folder: string): Promise<readonly Route[]> {
  const files = await networkFiles(folder)
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  return texts.flatMap((text) => {
    const ranges = readConflist(text)?.plugins.flatMap(({ ipam }) => ipam?.ranges ?? []) ?? []
    const device = `network ${readConflist(text)?.name ?? ''}`
    return ranges.flat().map(({ subnet }) => ({ subnet, device }))
  })
}

/** Of all networks of this home. */
export async function usedSubnets({ cni }: Layout): Promise<readonly string[]> {
  const own = await readFile(join(cni.networks, 'nerdctl-bridge.conflist'), 'utf8').catch(() => '')
  const ranges = readConflist(own)?.plugins.flatMap(({ ipam }) => ipam?.ranges ?? []) ?? []
  const others = await otherNetworks(cni.networks)
  return [...ranges.flat(), ...others].map(({ subnet }) => subnet)
}

function readConflist(text: string) {
  try {
    return Conflist.parse(JSON.parse(text))
  } catch {
    return undefined // a network that somebody writes just now, or wrote by hand: nerdctl judges it
  }
}

/** Gives bridges of new networks the names that are this home's; see cni.ts. */
export async function renameBridges({ cni, interfacePrefix }: Layout): Promise<void> {
  for (const path of await networkFiles(cni.networks)) {
    const text = await readFile(path, 'utf8').catch(() => '')
    const change = renameBridge(text, interfacePrefix)
    if (change === undefined) continue
    // In place: should the network be removed meanwhile, it does not come back.
    await using file = await open(path, 'r+')
    await file.write(change.name, change.offset)
  }
}

/** Renames as networks come; whoever is faster than this is caught by the plugin. */
export async function watchNetworks(places: Layout, signal: AbortSignal): Promise<void> {
  const { networks } = places.cni
  const watched = new Set<string>()
  const watchOne = async (folder: string) => {
    for await (const { name = '' } of localFiles.watch(folder, signal)) {
      // Locks and drafts come and go with every command.
      if (name.startsWith('.')) continue
      await renameBridges(places)
      if (folder === networks) await watchNamespaces()
    }
  }
  const watchNamespaces = async () => {
    const entries = await readdir(networks, { withFileTypes: true }).catch(() => [])
    for (const { name } of entries.filter(
      (entry) => entry.isDirectory() && !watched.has(entry.name),
    )) {
      watched.add(name)
      void watchOne(join(networks, name))
    }
  }
  await watchOne(networks)
}
