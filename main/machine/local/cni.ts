import { createHash } from 'node:crypto'
import type { Layout } from './layout.mjs'
import { firstAddress } from './subnet.ts'

/**
 * nerdctl names the bridge of a network after the network's name only: networks of the same name in
 * two engines of one host would share it, and removing one would cut the other off. So ours are
 * renamed. As long as nerdctl's names (15 characters, the kernel's limit), so that they can be
 * changed in place; see {@link renameBridge}.
 */
export const bridgeName = (interfacePrefix: string, networkHash: string): string =>
  `${interfacePrefix}${networkHash.slice(0, 7)}`

const nerdctlBridge = /"bridge":\s*"(br-([0-9a-f]{12}))"/

/** Where in a network's configuration the name stands, and what belongs there; undefined: all is well. */
export function renameBridge(
  configuration: string,
  interfacePrefix: string,
): { readonly offset: number; readonly name: string } | undefined {
  const found = nerdctlBridge.exec(configuration)
  if (found === null) return undefined
  const [whole, bridge = '', hash = ''] = found
  const offset = Buffer.byteLength(configuration.slice(0, found.index + whole.indexOf(bridge)))
  return { offset, name: bridgeName(interfacePrefix, hash) }
}

/**
 * A plugin that does what {@link renameBridge} does for a network that is too new to have been
 * renamed, and keeps the leases of addresses in our folder instead of /var/lib/cni.
 */
export function bridgePlugin(places: Layout, bundledPlugin: string): string {
  const leases = JSON.stringify(places.run.leases)
  const rename = `s/"bridge":"br-\\([0-9a-f]\\{7\\}\\)[0-9a-f]\\{5\\}"/"bridge":"${places.interfacePrefix}\\1"/`
  const keep = `s/"type":"host-local"/"type":"host-local","dataDir":${escapeSed(leases)}/`
  return [
    '#!/bin/sh',
    "# Goldfinch: networks of this home keep bridges and addresses of their own; then CNI's own plugin.",
    `exec_plugin=${quote(bundledPlugin)}`,
    'if [ "${CNI_COMMAND:-VERSION}" = VERSION ]; then exec "$exec_plugin"; fi',
    `sed -e ${quote(rename)} -e ${quote(keep)} | "$exec_plugin"`,
    '',
  ].join('\n')
}

/** The network that containers join without saying so; the label makes nerdctl take it for its own. */
export function defaultNetwork(places: Layout, subnet: string): string {
  const id = createHash('sha256').update('bridge').digest('hex')
  const plugins = [
    {
      type: 'bridge',
      bridge: bridgeName(places.interfacePrefix, id),
      isGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        routes: [{ dst: '0.0.0.0/0' }],
        ranges: [[{ subnet, gateway: firstAddress(subnet) }]],
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
    { type: 'firewall', ingressPolicy: 'same-bridge' },
    { type: 'tuning' },
  ]
  const configuration = {
    cniVersion: '1.0.0',
    name: 'bridge',
    nerdctlID: id,
    nerdctlLabels: { 'nerdctl/default-network': 'true' },
    plugins,
  }
  return `${JSON.stringify(configuration, undefined, 2)}\n`
}

const escapeSed = (text: string): string => text.replace(/[\\/&]/g, '\\$&')
const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
