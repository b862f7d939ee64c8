import { z } from 'zod'
import type { LoadStep } from '../../../preload/contract/images.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { imageOf } from './populate.ts'
import { badArchive } from './rules.ts'
import type { World } from './world.ts'

const block = 512
const maximumManifestBytes = 1_048_576
const Manifest = z.array(z.object({ RepoTags: z.array(z.string()).nullish() })).min(1)

/** Takes an archive as `docker save` writes it: its manifest names the images. */
export async function* loadArchive(
  world: World,
  namespace: Namespace,
  archive: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<LoadStep, void> {
  const reader = createManifestReader()
  let bytes = 0
  for await (const piece of archive) {
    if (signal.aborted) return
    bytes += piece.byteLength
    reader.take(piece)
    yield { type: 'progress', bytes }
  }
  const images = tagsIn(reader.manifest())
  for (const name of images) world.images(namespace).upsert(imageOf(name, world.clock.now()))
  yield { type: 'loaded', images: [...images] }
}

function tagsIn(text: string | undefined): readonly string[] {
  if (text === undefined) throw badArchive()
  try {
    return Manifest.parse(JSON.parse(text)).flatMap(({ RepoTags }) => RepoTags ?? [])
  } catch (error) {
    throw Object.assign(badArchive(), { cause: error })
  }
}

/** Walks the members of a tar as they come, and keeps one of them. */
function createManifestReader() {
  let buffered: Buffer = Buffer.alloc(0)
  let skip = 0
  let manifest: string | undefined
  const step = (): boolean => {
    const skipped = Math.min(skip, buffered.length)
    skip -= skipped
    buffered = buffered.subarray(skipped)
    if (skip > 0 || buffered.length < block) return false
    const name = buffered.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(buffered.toString('latin1', 124, 136), 8)
    if (name !== '' && !Number.isFinite(size)) throw badArchive()
    const padded = Math.ceil((Number.isFinite(size) ? size : 0) / block) * block
    if (name === 'manifest.json' && size <= maximumManifestBytes) {
      if (buffered.length < block + padded) return false
      manifest = buffered.toString('utf8', block, block + size)
    }
    skip = block + padded
    return true
  }
  return {
    take: (piece: Uint8Array) => {
      buffered = Buffer.concat([buffered, piece])
      while (step());
    },
    manifest: () => manifest,
  }
}
