import { lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileWhole } from '../../base/write-file.ts'
import { bridgePlugin } from './cni.ts'
import { buildkitdConfig, containerdConfig, nerdctlConfig } from './config.ts'
import type { Layout } from './layout.mjs'

/** Makes all folders and writes all configuration anew. Returns the names of files that were mended. */
export async function prepare(places: Layout, bundle: string): Promise<readonly string[]> {
  const { config, data, run, cni, logs } = places
  const folders = [config.folder, data.folder, data.containerd, data.buildkit, data.nerdctl]
  const more = [
    run.folder,
    run.state,
    run.shims,
    run.leases,
    cni.plugins,
    cni.networks,
    logs.folder,
  ]
  for (const folder of [...folders, ...more]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const mended = await Promise.all([
    write(config.containerd, containerdConfig(places)),
    write(config.buildkitd, buildkitdConfig(places)),
    write(config.nerdctl, nerdctlConfig(places)),
    write(join(cni.plugins, 'bridge'), bridgePlugin(places, join(bundle, 'cni', 'bridge')), 0o700),
  ])
  await linkPlugins(places, join(bundle, 'cni'))
  return mended.flat()
}

/** A file that exists and says something else was damaged or is of another version. */
async function write(path: string, content: string, mode = 0o600): Promise<readonly string[]> {
  const present = await readFile(path, 'utf8').catch(() => undefined)
  if (present === content) return []
  await writeFileWhole(path, content, mode)
  return present === undefined ? [] : [path.slice(path.lastIndexOf('/') + 1)]
}

async function linkPlugins({ cni }: Layout, bundled: string): Promise<void> {
  const names = (await readdir(bundled)).filter((name) => name !== 'bridge')
  for (const name of names) {
    const [path, target] = [join(cni.plugins, name), join(bundled, name)]
    if ((await readlink(path).catch(() => undefined)) === target) continue
    await rm(`${path}.new`, { force: true })
    await symlink(target, `${path}.new`)
    await rename(`${path}.new`, path)
  }
  const known = new Set([...names, 'bridge'])
  const others = (await readdir(cni.plugins)).filter((name) => !known.has(name))
  for (const name of others)
    if ((await lstat(join(cni.plugins, name))).isSymbolicLink())
      await rm(join(cni.plugins, name), { force: true })
}
