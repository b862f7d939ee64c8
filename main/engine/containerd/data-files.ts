import { z } from 'zod'
import type { ContainerNetwork, PublishedPort } from '../../../preload/contract/containers.ts'
import { parseJson } from './labels.ts'
import { parseTime } from './time.ts'

/** What nerdctl 2.3.5 keeps in files beside containerd: ports, addresses, the time of the start. */
export type FileFacts = {
  readonly ports?: readonly PublishedPort[]
  readonly startedAt?: number
  readonly networks?: readonly ContainerNetworkFacts[]
}
export type ContainerNetworkFacts = z.infer<typeof ContainerNetwork>

export type FilePaths = {
  readonly ports: string
  readonly lifecycle: string
  readonly network: string
}

export const containerFolder = (dataStore: string, namespace: string, id: string): string =>
  `${dataStore}/containers/${namespace}/${id}`

export const filePaths = (dataStore: string, namespace: string, id: string): FilePaths => ({
  ports: `${containerFolder(dataStore, namespace, id)}/network-config.json`,
  lifecycle: `${containerFolder(dataStore, namespace, id)}/lifecycle.json`,
  network: `${dataStore}/etchosts/${namespace}/${id}/meta.json`,
})

const Ports = z.array(
  z.object({
    HostPort: z.number(),
    ContainerPort: z.number(),
    Protocol: z.enum(['tcp', 'udp', 'sctp']),
    HostIP: z.string(),
  }),
)
const NetworkConfig = z.object({ portMappings: Ports.nullish() })
const Lifecycle = z.object({ started_at: z.string() })
const Meta = z.object({
  Networks: z.record(
    z.string(),
    z.object({
      interfaces: z
        .array(
          z.object({ name: z.string(), mac: z.string().nullish(), sandbox: z.string().nullish() }),
        )
        .nullish(),
      ips: z.array(z.object({ address: z.string(), gateway: z.string().nullish() })).nullish(),
    }),
  ),
})

/** Undefined when there is no such file, or when it is being written. */
export function parsePorts(text: string | undefined): readonly PublishedPort[] | undefined {
  const read = NetworkConfig.safeParse(parseJson(text))
  return read.success ? (read.data.portMappings ?? []).map(toPort) : undefined
}

/** The label in which nerdctl before 2.1 kept the ports. */
export function parsePortsLabel(text: string | undefined): readonly PublishedPort[] | undefined {
  return Ports.safeParse(parseJson(text)).data?.map(toPort)
}

const toPort = (port: z.infer<typeof Ports>[number]): PublishedPort => ({
  hostAddress: port.HostIP,
  hostPort: port.HostPort,
  containerPort: port.ContainerPort,
  protocol: port.Protocol,
})

export function parseLifecycle(text: string | undefined): number | undefined {
  return parseTime(Lifecycle.safeParse(parseJson(text)).data?.started_at)
}

export function parseNetworks(
  text: string | undefined,
): readonly ContainerNetworkFacts[] | undefined {
  const read = Meta.safeParse(parseJson(text))
  if (!read.success) return undefined
  return Object.entries(read.data.Networks).map(([name, { interfaces, ips }]) => {
    // The other interfaces are the host's: the bridge and its end of the pair.
    const mac = interfaces?.find(({ sandbox }) => Boolean(sandbox))?.mac
    const gateway = ips?.find((ip) => Boolean(ip.gateway))?.gateway
    return {
      name,
      addresses: (ips ?? []).map(({ address }) => address),
      ...(mac ? { mac } : {}),
      ...(gateway ? { gateway } : {}),
    }
  })
}
