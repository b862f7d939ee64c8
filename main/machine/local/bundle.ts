import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

const Manifest = z.object({
  programs: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      files: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.number() })),
    }),
  ),
})

export type BundleFacts = {
  /** Programs by name, as the manifest says. */
  readonly versions: Readonly<Record<string, string>>
  /** Names the very files that are right, to know them again without reading them. */
  readonly fingerprint: string
  /** What is wrong, in words; empty when all is right. */
  readonly faults: readonly string[]
}

/** The machine in which others run an engine is not needed to run it here. */
const needed = ['containerd', 'runc', 'nerdctl', 'buildkit', 'cni']

/** Files are read in full only when their sizes and times are not those of the last good look. */
export async function checkBundle(folder: string, verified?: string): Promise<BundleFacts> {
  const manifest = await readManifest(folder)
  if (manifest === undefined)
    return { versions: {}, fingerprint: '', faults: [`${folder} has no readable manifest.json`] }
  const programs = manifest.programs.filter(({ name }) =>
    needed.some((one) => name === one || name.startsWith(`${one}-`)),
  )
  const versions = Object.fromEntries(programs.map(({ name, version }) => [name, version]))
  const files = programs.flatMap((program) => program.files)
  const looks = await Promise.all(files.map((file) => look(folder, file)))
  const fingerprint = createHash('sha256')
    .update(looks.map(({ mark }) => mark).join('\n'))
    .digest('hex')
  const faults = looks.flatMap(({ fault }) => fault ?? [])
  if (faults.length > 0 || fingerprint === verified) return { versions, fingerprint, faults }
  const wrong = await Promise.all(
    files.map(async ({ path, sha256 }) =>
      (await digest(join(folder, path))) === sha256 ? [] : [`${path} is not what was built`],
    ),
  )
  return { versions, fingerprint, faults: wrong.flat() }
}

async function readManifest(folder: string) {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  } catch {
    return undefined // missing and damaged are mended in the same way: by building it
  }
}

type File = { readonly path: string; readonly sizeBytes: number; readonly sha256: string }

async function look(folder: string, { path, sizeBytes, sha256 }: File) {
  const found = await stat(join(folder, path)).catch(() => undefined)
  const mark = `${path} ${sha256} ${found?.size ?? ''} ${found?.mtimeMs ?? ''} ${found?.ino ?? ''}`
  if (found === undefined) return { mark, fault: `${path} is missing` }
  if (found.size !== sizeBytes) return { mark, fault: `${path} is incomplete` }
  return (found.mode & 0o111) === 0 ? { mark, fault: `${path} is not executable` } : { mark }
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
