import { AppError } from '../../../preload/contract/errors.ts'
import type { LoadStep } from '../../../preload/contract/images.ts'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { orMissing } from './access.ts'
import { inNamespace } from './client.ts'
import { classify } from './errors.ts'
import { fromGrpc } from './grpc-errors.ts'
import type { Link, Up } from './link.ts'
import { importArchive } from './transfer.ts'

const what = 'Loading the archive'
const leaseMs = 60 * 60 * 1000

/**
 * Takes an archive of images piece by piece; ends with the names of the images. What an archive
 * that is broken or broken off has brought is collected with the lease that holds it.
 */
export async function* loadImages(
  link: Link,
  namespace: Namespace,
  archive: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<LoadStep, void> {
  const up = await link.up()
  const stop = new AbortController()
  const ended = AbortSignal.any([stop.signal, signal, up.lost])
  let bytes = 0
  let changed = Promise.withResolvers<undefined>()
  const onTaken = (length: number) => {
    bytes += length
    changed.resolve(undefined)
  }
  const settled = load(up, namespace, archive, onTaken, ended).then(
    (images) => ({ images }),
    (error: unknown) => ({ error }),
  )
  try {
    for (let told = -1; ;) {
      const result = await Promise.race([settled, changed.promise])
      changed = Promise.withResolvers()
      if (bytes > told) {
        told = bytes
        yield { type: 'progress', bytes }
      }
      if (result === undefined) continue
      if ('error' in result) throw failure(result.error, up.lost)
      yield { type: 'loaded', images: [...result.images] }
      return
    }
  } finally {
    stop.abort()
    await settled
  }
}

async function load(
  up: Up,
  namespace: Namespace,
  archive: AsyncIterable<Uint8Array>,
  onTaken: (length: number) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const expires = new Date(Date.now() + leaseMs).toISOString()
  const labels = { 'containerd.io/gc.expire': expires }
  const { lease } = await up.clients.leases.create({ labels }, inNamespace(namespace, signal))
  const id = lease?.id ?? ''
  try {
    const options = { ...inNamespace(namespace, signal, id), signal }
    const names = await importArchive(up.clients, archive, onTaken, options)
    return await withoutIndex(up, namespace, [...new Set(names)])
  } finally {
    await orMissing(up.clients.leases.delete({ id, sync: true }, inNamespace(namespace, up.lost)))
  }
}

/** The index of an archive gets a name too, before all others; only an archive without names needs it. */
async function withoutIndex(
  { clients }: Up,
  namespace: Namespace,
  names: readonly string[],
): Promise<readonly string[]> {
  const [name, ...others] = names
  if (name === undefined) throw badArchive('There are no images in it.')
  if (!name.startsWith('import@') || others.length === 0) return names
  await orMissing(clients.images.delete({ name }, inNamespace(namespace)))
  return others
}

function failure(error: unknown, lost: AbortSignal): AppError {
  if (lost.reason instanceof AppError) return lost.reason
  const plain = fromGrpc(error, what)
  const { code, detail = '' } = plain.data
  if (code !== 'failed' && code !== 'invalid-input' && code !== 'not-found') return plain
  const known = classify(detail)
  return known === undefined ? badArchive(detail) : new AppError({ ...known, detail })
}

const badArchive = (detail: string): AppError =>
  new AppError({
    code: 'invalid-input',
    reason: 'bad-archive',
    message: 'This is not an archive of images, or a part of it is missing.',
    hint: 'Take a file that was made by nerdctl save or docker save.',
    detail,
  })
