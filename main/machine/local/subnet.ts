/** IPv4 only: a number of 32 bits and how many of them count. */
type Range = { readonly base: number; readonly bits: number }

const mask = (bits: number): number => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0)

function parse(subnet: string): Range | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(subnet)
  if (found === null) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = found.slice(1, 5).map(Number)
  const bits = Number(found[5] ?? 32)
  const address = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  return { base: (address & mask(bits)) >>> 0, bits }
}

const format = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')

export function overlaps(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)]
  if (a === undefined || b === undefined) return false
  const bits = Math.min(a.bits, b.bits)
  return (a.base & mask(bits)) >>> 0 === (b.base & mask(bits)) >>> 0
}

/** The gateway of a subnet. */
export const firstAddress = (subnet: string): string => format((parse(subnet)?.base ?? 0) + 1)

/** 10.83.0.0/24 to 10.98.255.0/24: away from what Docker, nerdctl, Podman, Kubernetes and VPNs take. */
const candidates = function* (start: number): Generator<string> {
  const [first, count] = [0x0a530000, 16 * 256]
  for (let i = 0; i < count; i++) yield `${format(first + ((start + i) % count) * 256)}/24`
}

/**
 * A subnet that overlaps nothing that is used. Homes begin to look at different places, so that two
 * that start together do not choose the same.
 */
export function chooseSubnet(used: readonly string[], seed: string): string | undefined {
  for (const subnet of candidates(Number.parseInt(seed, 16) % 4096))
    if (!used.some((one) => overlaps(subnet, one))) return subnet
  return undefined
}

export type Route = { readonly subnet: string; readonly device: string }

/** /proc/net/route: addresses are hexadecimal in the machine's byte order, little endian on ours. */
export function parseRoutes(text: string): readonly Route[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [device, destination, , , , , , maskHex] = line.split('\t')
      if (device === undefined || destination === undefined || maskHex === undefined) return []
      const bits = Number.parseInt(maskHex.trim(), 16).toString(2).replaceAll('0', '')
      const subnet = `${format(swap(Number.parseInt(destination, 16)))}/${bits.length}`
      return bits.length === 0 ? [] : [{ subnet, device }]
    })
}

const swap = (value: number): number =>
  (((value & 255) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>>
  0
