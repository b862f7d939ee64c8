import { mkdir, realpath } from 'node:fs/promises'
import { arch, platform } from 'node:process'
import { join } from 'node:path'
import { layout } from './layout.mjs'

/** As the bundle is laid out: `resources/bundle/<os>-<arch>`. */
const architectures = { x64: 'amd64', arm64: 'arm64' }

/**
 * Shell exports with which a terminal uses the same engine. Nothing is started; the home is made, because
 * its real path names the sockets.
 *
 * @param {{ root: string, home: string }} where `root` is the folder of the app
 */
export async function environment({ root, home }) {
  await mkdir(home, { recursive: true, mode: 0o700 })
  const bundle = join(root, 'resources', 'bundle', `${platform}-${architectures[arch] ?? arch}`)
  return shellExports(variables(layout(await realpath(home)), bundle))
}

/**
 * What programs of this engine need to know; they find the rest in NERDCTL_TOML. The variables that
 * win over that file are set as well, because a shell may carry those of another engine.
 *
 * @param {import('./layout.mjs').Layout} places
 * @param {string} bundle
 */
export function variables(places, bundle) {
  return {
    PATH: join(bundle, 'bin'),
    CONTAINERD_ADDRESS: places.sockets.containerd,
    CONTAINERD_NAMESPACE: 'default',
    CONTAINERD_SNAPSHOTTER: 'overlayfs',
    NERDCTL_TOML: places.config.nerdctl,
    BUILDKIT_HOST: `unix://${places.sockets.buildkit}`,
    CNI_PATH: places.cni.plugins,
    NETCONFPATH: places.cni.networks,
  }
}

/**
 * PATH is put before the one that the shell has.
 *
 * @param {Readonly<Record<string, string>>} values
 */
export function shellExports(values) {
  return Object.entries(values)
    .map(([name, value]) =>
      name === 'PATH'
        ? `export PATH=${quote(value)}"\${PATH:+:$PATH}"`
        : `export ${name}=${quote(value)}`,
    )
    .join('\n')
}

/** @param {string} word */
function quote(word) {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
