import type { RunPort } from '../../../../preload/contract/run.ts'
import type { Read } from './values.ts'

/** One line of the form: `8080` or `127.0.0.1:8080`, and `80` or `53/udp`. */
export type PortRow = { readonly host: string; readonly container: string }

const most = 100

type Range = { readonly from: number; readonly to: number }

/** `host`: the mistake is in the first field; `container`: in the second. */
type Mistake = { readonly ok: false; readonly at: keyof PortRow; readonly error: string }
export type ReadPorts = { readonly ok: true; readonly value: readonly RunPort[] } | Mistake

const mistake = (at: keyof PortRow, error: string): Mistake => ({ ok: false, at, error })

function range(text: string): Range | undefined {
  const [, from = '', to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  if (from === '') return undefined
  const both = { from: Number(from), to: Number(to) }
  return both.from >= 1 && both.to <= 65_535 && both.from <= both.to ? both : undefined
}

/** `127.0.0.1:8080`, `[::1]:8080`, `8080`, `127.0.0.1:` or nothing. */
function splitHost(text: string): Read<{ address?: string; port: string }> {
  const plain = text.trim()
  const [, six, sixPort] = /^\[([^\]]*)\](?::(.*))?$/.exec(plain) ?? []
  if (six !== undefined) return { ok: true, value: { address: six, port: sixPort ?? '' } }
  const colon = plain.lastIndexOf(':')
  if (colon < 0) {
    return /^\d+\.\d+\.\d+\.\d+$/.test(plain)
      ? { ok: true, value: { address: plain, port: '' } }
      : { ok: true, value: { port: plain } }
  }
  if (plain.indexOf(':') !== colon) {
    return { ok: false, error: 'An IPv6 address stands in brackets: [::1]:8080.' }
  }
  const address = plain.slice(0, colon)
  return {
    ok: true,
    value: { ...(address === '' ? {} : { address }), port: plain.slice(colon + 1) },
  }
}

const isAddress = (text: string) =>
  text.includes(':')
    ? /^[0-9a-f:.]+$/i.test(text)
    : /^\d+(\.\d+){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256)

type Container = Range & { readonly protocol: 'tcp' | 'udp' }

function readContainer(text: string): Container | Mistake {
  const [ports = '', protocol = 'tcp', ...more] = text.trim().toLowerCase().split('/')
  if (more.length > 0 || (protocol !== 'tcp' && protocol !== 'udp')) {
    return mistake('container', 'The protocol is tcp or udp, like 53/udp.')
  }
  const found = range(ports)
  if (found === undefined) return mistake('container', 'A port is 1 to 65535, like 80 or 53/udp.')
  return { ...found, protocol }
}

type Host = { readonly address?: string; readonly range?: Range }

function readHost(text: string): Host | Mistake {
  const host = splitHost(text)
  if (!host.ok) return mistake('host', host.error)
  const { address, port } = host.value
  if (address !== undefined && !isAddress(address)) {
    return mistake('host', `${address} is not an address of this machine, like 127.0.0.1.`)
  }
  const found = port === '' ? undefined : range(port)
  if (port !== '' && found === undefined) {
    return mistake('host', 'A port is 1 to 65535, like 8080 or 127.0.0.1:8080.')
  }
  return {
    ...(address === undefined ? {} : { address }),
    ...(found === undefined ? {} : { range: found }),
  }
}

/** A range becomes one port for each number in it. */
export function readPorts({ host, container }: PortRow): ReadPorts {
  const inside = readContainer(container)
  if ('ok' in inside) return inside
  const outside = readHost(host)
  if ('ok' in outside) return outside
  const many = inside.to - inside.from + 1
  if (many > most) return mistake('container', `At most ${most} ports at once.`)
  const { address, range: outer } = outside
  if (outer !== undefined && outer.to - outer.from + 1 !== many) {
    return mistake('host', 'Both sides of a range need the same number of ports.')
  }
  const ports = Array.from({ length: many }, (_, index): RunPort => ({
    ...(address === undefined ? {} : { hostAddress: address }),
    ...(outer === undefined ? {} : { hostPort: outer.from + index }),
    containerPort: inside.from + index,
    protocol: inside.protocol,
  }))
  return { ok: true, value: ports }
}

/** `127.0.0.1:8080:80/tcp` into the two fields of the form. */
export function splitPort(text: string): PortRow {
  const plain = text.trim()
  const [, host, container] = /^(.*):([^:\]]+)$/.exec(plain) ?? []
  if (host === undefined || container === undefined) return { host: '', container: plain }
  return { host, container: container.replace(/\/tcp$/, '') }
}

/** The row that says exactly this port. */
export function writePort({ hostAddress, hostPort, containerPort, protocol }: RunPort): PortRow {
  const address = hostAddress?.includes(':') === true ? `[${hostAddress}]` : hostAddress
  const port = hostPort?.toString() ?? ''
  return {
    host: address === undefined ? port : `${address}:${port}`,
    container: protocol === 'tcp' ? containerPort.toString() : `${containerPort}/${protocol}`,
  }
}
