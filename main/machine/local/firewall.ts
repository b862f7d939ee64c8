import { overlaps } from './subnet.ts'

type Table = { readonly name: string; readonly chains: string[]; readonly rules: string[] }

/** What of `iptables-save` belongs to this home. */
export type Ours = { readonly interfacePrefix: string; readonly subnets: readonly string[] }

/**
 * Input for `iptables-restore --noflush` that removes all rules of this home; undefined when there
 * are none. CNI removes what belongs to a container with it, but leaves the isolation of bridges,
 * and everything when a container ended without its hooks. `withShared` removes CNI's own chains
 * as well, which it makes again when it needs them: only if nobody else's rule is in them.
 */
export function removalOf(saved: string, ours: Ours, withShared: boolean): string | undefined {
  const tables = parse(saved)
  const isOurs = (rule: string) => mentions(rule, ours)
  const isUsedByOthers = tables.some(({ rules }) =>
    rules.some(
      (rule) =>
        chainOf(rule).startsWith('CNI-') &&
        !isShared(rule) &&
        !isOurs(rule) &&
        !jumpsToOurs(rule, tables, isOurs),
    ),
  )
  const removals = tables.flatMap((table) =>
    removeFrom(table, isOurs, withShared && !isUsedByOthers),
  )
  return removals.length === 0 ? undefined : `${removals.join('\n')}\n`
}

/** Whether CNI's chains are there already: then they are somebody else's to remove. */
export const hasSharedChains = (saved: string): boolean => /^:CNI-/m.test(saved)

function removeFrom(table: Table, isOurs: (rule: string) => boolean, withShared: boolean) {
  const own = ownChains(table, isOurs)
  const shared = withShared ? table.chains.filter(isSharedChain) : []
  const gone = new Set([...own, ...shared])
  const rules = table.rules.filter(
    (rule) => !gone.has(chainOf(rule)) && (isOurs(rule) || gone.has(targetOf(rule))),
  )
  const lines = [
    ...rules.map((rule) => rule.replace(/^-A/, '-D')),
    ...[...gone].map((chain) => `-F ${chain}`),
    ...[...gone].map((chain) => `-X ${chain}`),
  ]
  return lines.length === 0 ? [] : [`*${table.name}`, ...lines, 'COMMIT']
}

/** Chains of one container: `CNI-<24 hex>`, `CNI-DN-<21 hex>`. */
const ownChains = ({ chains, rules }: Table, isOurs: (rule: string) => boolean) =>
  chains.filter(
    (chain) =>
      /^CNI-(DN-)?[0-9a-f]{20,}$/.test(chain) &&
      rules.some((rule) => chainOf(rule) === chain && isOurs(rule)),
  )

const isSharedChain = (chain: string) =>
  /^CNI-(ADMIN|FORWARD|ISOLATION-STAGE-[12]|HOSTPORT-(DNAT|MASQ|SETMARK))$/.test(chain)

/** What CNI puts into its own chains once. */
const isShared = (rule: string) =>
  isSharedChain(chainOf(rule)) &&
  (/-j (CNI-ADMIN|RETURN)$/.test(rule) || /^-A CNI-HOSTPORT-(MASQ|SETMARK) /.test(rule))

const jumpsToOurs = (rule: string, tables: readonly Table[], isOurs: (rule: string) => boolean) =>
  tables.some(
    (table) =>
      ownChains(table, isOurs).includes(targetOf(rule)) ||
      ownChains(table, isOurs).includes(chainOf(rule)),
  )

const chainOf = (rule: string): string => rule.split(' ', 2)[1] ?? ''
const targetOf = (rule: string): string => / -[jg] (\S+)/.exec(rule)?.[1] ?? ''

function mentions(rule: string, { interfacePrefix, subnets }: Ours): boolean {
  const bare = rule.replace(/--comment ("(\\.|[^"\\])*"|\S+)/g, '')
  const devices = [...bare.matchAll(/ -[io] (\S+)/g)].map(([, name = '']) => name)
  if (devices.some((name) => name.startsWith(interfacePrefix))) return true
  if (!chainOf(rule).startsWith('CNI-') && !targetOf(rule).startsWith('CNI-')) return false
  const addresses = [...bare.matchAll(/ (?:-[sd]|--to-destination) ([\d.]+)/g)]
  return addresses.some(([, address = '']) => subnets.some((subnet) => overlaps(address, subnet)))
}

function parse(saved: string): readonly Table[] {
  const tables: Table[] = []
  for (const line of saved.split('\n')) {
    const table = tables.at(-1)
    if (line.startsWith('*')) tables.push({ name: line.slice(1), chains: [], rules: [] })
    else if (line.startsWith(':')) table?.chains.push(line.slice(1).split(' ', 1)[0] ?? '')
    else if (line.startsWith('-A ')) table?.rules.push(line)
  }
  return tables
}
