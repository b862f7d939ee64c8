import type { CallOptions } from '@connectrpc/connect'
import { z } from 'zod'
import type { Image } from '../../../preload/contract/images.ts'
import { orMissing } from './access.ts'
import type { Clients } from './client.ts'
import { architecture } from './transfer.ts'
import type { Descriptor } from './generated/types/descriptor_pb.js'

/** What an image's own manifest and configuration say. */
export type ImageFacts = Omit<Image, 'name' | 'digest' | 'createdAt'>

const Digest = z.object({ digest: z.string(), size: z.number().nullish() })
const Manifest = z.object({
  manifests: z
    .array(
      Digest.extend({
        platform: z.object({ os: z.string(), architecture: z.string() }).nullish(),
      }),
    )
    .nullish(),
  config: Digest.nullish(),
  layers: z.array(Digest).nullish(),
})

const words = z.array(z.string()).nullish()
const names = z.record(z.string(), z.unknown()).nullish()
/** https://github.com/opencontainers/image-spec/blob/main/config.md */
const Config = z.object({
  config: z
    .object({
      Cmd: words,
      Entrypoint: words,
      Env: words,
      User: z.string().nullish(),
      WorkingDir: z.string().nullish(),
      ExposedPorts: names,
      Volumes: names,
    })
    .nullish(),
})

// A manifest or configuration is some kilobytes; what is larger is neither.
const largestBytes = 8 * 1024 * 1024

/**
 * Reads facts by the digest of an image, and remembers them: what a digest names never changes.
 * Undefined where no platform's manifest is here.
 */
export function createImageReader(clients: Pick<Clients, 'content'>, options: CallOptions) {
  const known = new Map<string, ImageFacts>()
  const readJson = async (digest: string): Promise<unknown> => {
    const bytes = await orMissing(readBlob(clients, options, digest))
    if (bytes === undefined) return undefined
    try {
      return JSON.parse(bytes.toString('utf8'))
    } catch {
      return undefined
    }
  }
  const read = async (digest: string): Promise<ImageFacts | undefined> => {
    const manifest = Manifest.safeParse(await readJson(digest)).data
    if (manifest?.manifests) {
      for (const { digest } of bestFirst(manifest.manifests)) {
        const facts = await read(digest)
        if (facts !== undefined) return facts
      }
      return undefined
    }
    if (!manifest?.config) return undefined
    const config = Config.safeParse(await readJson(manifest.config.digest)).data
    if (config === undefined) return undefined
    const parts = [...(manifest.layers ?? []), manifest.config]
    return factsOf(
      config,
      parts.reduce((sum, { size }) => sum + (size ?? 0), 0),
    )
  }
  return async (target: Descriptor | undefined): Promise<ImageFacts | undefined> => {
    if (target === undefined) return undefined
    const facts = known.get(target.digest) ?? (await read(target.digest))
    if (facts !== undefined) known.set(target.digest, facts)
    return facts
  }
}

async function readBlob(
  { content }: Pick<Clients, 'content'>,
  options: CallOptions,
  digest: string,
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const { data } of content.read({ digest, offset: 0n, size: 0n }, options)) {
    pieces.push(data)
    bytes += data.length
    if (bytes > largestBytes) break
  }
  return Buffer.concat(pieces)
}

/** This machine's platform first; what names no real platform holds attestations. */
function bestFirst<
  T extends { platform?: { os: string; architecture: string } | null | undefined },
>(manifests: readonly T[]): readonly T[] {
  const real = manifests.filter(({ platform }) => platform?.os !== 'unknown')
  const fits = ({ platform }: T) =>
    platform?.os === 'linux' && platform.architecture === architecture
  return [...real.filter(fits), ...real.filter((one) => !fits(one))]
}

function factsOf({ config }: z.infer<typeof Config>, sizeBytes: number): ImageFacts {
  return {
    sizeBytes,
    exposedPorts: Object.keys(config?.ExposedPorts ?? {}),
    volumes: Object.keys(config?.Volumes ?? {}),
    command: config?.Cmd ?? [],
    entrypoint: config?.Entrypoint ?? [],
    environment: config?.Env ?? [],
    ...(config?.User ? { user: config.User } : {}),
    ...(config?.WorkingDir ? { workingDirectory: config.WorkingDir } : {}),
  }
}
