import type { PublishedPort } from '../../../preload/contract/containers.ts'

/** Reached from everywhere, or from this machine: a browser says localhost. */
const local = ['', '0.0.0.0', '::', '127.0.0.1', '::1', 'localhost']

const secure = [443, 8443, 9443, 6443]

/** Where a browser finds a published port; undefined for what no browser speaks. */
export function portLink({
  hostAddress,
  hostPort,
  containerPort,
  protocol,
}: PublishedPort): string | undefined {
  if (protocol !== 'tcp' || hostPort === 0) return undefined
  const address = hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress
  const host = local.includes(hostAddress) ? 'localhost' : address
  const scheme = secure.includes(containerPort) ? 'https' : 'http'
  return `${scheme}://${host}:${hostPort}`
}

export type PortText = {
  readonly key: string
  readonly host: string
  /** Absent where it is the same as outside. */
  readonly inner?: string
  readonly link?: string
}

/** One entry for each port; IPv4 and IPv6 of the same one are one. */
export function portTexts(ports: readonly PublishedPort[]): readonly PortText[] {
  const texts = new Map<string, PortText>()
  for (const port of ports) {
    const { hostAddress, hostPort, containerPort, protocol } = port
    const link = portLink(port)
    const isOpen = hostAddress === '' || hostAddress === '0.0.0.0' || hostAddress === '::'
    const suffix = protocol === 'tcp' ? '' : `/${protocol}`
    const address = hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress
    const host = `${isOpen ? '' : `${address}:`}${hostPort}${suffix}`
    const key = `${host}-${containerPort}${suffix}`
    if (texts.has(key)) continue
    texts.set(key, {
      key,
      host,
      ...(hostPort === containerPort ? {} : { inner: containerPort.toString() }),
      ...(link === undefined ? {} : { link }),
    })
  }
  return Array.from(texts.values())
}
