import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tarOf, type TarEntry } from './tar.ts'

const run = promisify(execFile)
const busybox = '/bin/busybox'

/** The name under which the archive of {@link busyboxArchive} loads. */
export const busyboxImage = 'docker.io/library/busybox:1.35'

/** Why there can be no image here, or undefined. */
export async function busyboxMissing(): Promise<string | undefined> {
  try {
    await stat(busybox)
    return undefined
  } catch {
    return 'there is no static busybox here (Debian: apt-get install busybox-static)'
  }
}

/**
 * The path of an archive that `nerdctl load` takes: a small image with Debian's static busybox under
 * all its names. Made once and kept, because no registry is reachable from a test.
 */
export async function busyboxArchive(): Promise<string> {
  const folder = join(tmpdir(), 'goldfinch-test-images')
  const binary = await readFile(busybox)
  const path = join(folder, `busybox-${sha256(binary).slice(0, 12)}-1.tar`)
  try {
    await stat(path)
    return path
  } catch {
    await mkdir(folder, { recursive: true })
  }
  const { stdout } = await run(busybox, ['--list-full'])
  const archive = imageArchive(busyboxImage, layer(binary, stdout.trim().split('\n')), {
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    Cmd: ['sh'],
  })
  // Renamed into place, so that two tests that make it at the same time both find a whole one.
  const draft = `${path}.${process.pid}`
  await writeFile(draft, archive)
  await rename(draft, path)
  return path
}

function layer(binary: Uint8Array, applets: readonly string[]): Buffer {
  const folders = ['bin', 'sbin', 'usr', 'usr/bin', 'usr/sbin', 'etc', 'root', 'tmp', 'var']
  const text = (path: string, content: string): TarEntry => ({
    path,
    mode: 0o644,
    content: Buffer.from(content),
  })
  return tarOf([
    ...folders.map((path) => ({ path: `${path}/`, mode: path === 'tmp' ? 0o1777 : 0o755 })),
    { path: 'bin/busybox', mode: 0o755, content: binary },
    ...applets
      .filter((path) => path !== 'bin/busybox' && folders.some((one) => path.startsWith(`${one}/`)))
      .map((path) => ({ path, mode: 0o777, linkTo: '/bin/busybox' })),
    text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n'),
    text('etc/group', 'root:x:0:\nnogroup:x:65534:\n'),
  ])
}

/** A docker archive with one image of one layer. */
export function imageArchive(
  name: string,
  layerTar: Uint8Array,
  config: Readonly<Record<string, unknown>>,
): Buffer {
  const configuration = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      created: '2026-01-01T00:00:00Z',
      config,
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layerTar)}`] },
      history: [{ created: '2026-01-01T00:00:00Z', created_by: 'goldfinch test image' }],
    }),
  )
  const digest = sha256(configuration)
  const manifest = [{ Config: `${digest}.json`, RepoTags: [name], Layers: ['layer.tar'] }]
  return tarOf([
    { path: `${digest}.json`, mode: 0o644, content: configuration },
    { path: 'layer.tar', mode: 0o644, content: layerTar },
    { path: 'manifest.json', mode: 0o644, content: Buffer.from(JSON.stringify(manifest)) },
  ])
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
