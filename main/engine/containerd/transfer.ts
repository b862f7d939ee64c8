import { randomUUID } from 'node:crypto'
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf'
import { type Any, AnySchema } from '@bufbuild/protobuf/wkt'
import type { CallOptions } from '@connectrpc/connect'
import type { Clients } from './client.ts'
import { StreamInitSchema } from './generated/services/streaming/v1/streaming_pb.js'
import { ImageStoreSchema } from './generated/types/transfer/imagestore_pb.js'
import { ImageImportStreamSchema } from './generated/types/transfer/importexport_pb.js'
import { ProgressSchema } from './generated/types/transfer/progress_pb.js'
import { DataSchema, WindowUpdateSchema } from './generated/types/transfer/streaming_pb.js'

type TransferClients = Pick<Clients, 'streaming' | 'transfer'>

// containerd's own size of a piece (core/transfer/streaming).
const pieceBytes = 32 * 1024

/** Docker's name for this computer's processor, which the machine has too. */
export const architecture =
  process.arch === 'x64' ? 'amd64' : process.arch === 'ia32' ? '386' : process.arch

/**
 * Gives an archive of images to containerd's transfer service, as fast as it takes it; results in
 * the names that were saved, in that order. `options` says the namespace and the lease.
 */
export async function importArchive(
  clients: TransferClients,
  archive: AsyncIterable<Uint8Array>,
  onTaken: (bytes: number) => void,
  options: CallOptions & { readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, options.signal])
  const names: string[] = []
  const failure = Promise.withResolvers<never>()
  const open = (id: string, outgoing: AsyncIterable<Any>, onMessage: (message: Any) => void) =>
    openStream(clients, id, outgoing, { ...options, signal }, onMessage, (error) => {
      // An end of ours, or one that comes before its cause is known: the transfer itself tells.
      if (!signal.aborted && !(error instanceof Error && /EOF/.test(error.message)))
        failure.reject(error)
    })
  const window = createWindow(signal)
  const source = `goldfinch-import-${randomUUID()}`
  const progress = `goldfinch-progress-${randomUUID()}`
  const pieces = cut(archive, window, onTaken, (error) => failure.reject(error))
  try {
    await open(progress, nothing(signal), (message) => {
      const { event, name } = fromBinary(ProgressSchema, message.value)
      if (event === 'saved') names.push(name)
    })
    await open(source, pieces, ({ value }) =>
      window.add(fromBinary(WindowUpdateSchema, value).update),
    )
    const platform = { os: 'linux', architecture }
    const request = {
      source: wrap(ImageImportStreamSchema, create(ImageImportStreamSchema, { stream: source })),
      destination: wrap(
        ImageStoreSchema,
        create(ImageStoreSchema, {
          platforms: [platform],
          unpacks: [{ platform, snapshotter: 'overlayfs' }],
          // What nerdctl calls images that have only a tag, or no name at all.
          extraReferences: [
            { name: `import-${today()}`, isPrefix: true, allowOverwrite: true },
            {
              name: 'import',
              isPrefix: true,
              allowOverwrite: true,
              addDigest: true,
              skipNamedDigest: true,
            },
          ],
        }),
      ),
      options: { progressStream: progress },
    }
    await Promise.race([
      clients.transfer.transfer(request, { ...options, signal }),
      failure.promise,
    ])
    return names
  } finally {
    over.abort()
  }
}

const today = (): string => new Date().toISOString().slice(0, 10)

const wrap = <Schema extends DescMessage>(schema: Schema, message: MessageShape<Schema>): Any =>
  create(AnySchema, { typeUrl: schema.typeName, value: toBinary(schema, message) })

/** Resolves when containerd knows the stream by its id; then goes on by itself. */
async function openStream(
  { streaming }: TransferClients,
  id: string,
  outgoing: AsyncIterable<Any>,
  options: CallOptions,
  onMessage: (message: Any) => void,
  onError: (error: unknown) => void,
): Promise<void> {
  const all = async function* () {
    yield wrap(StreamInitSchema, create(StreamInitSchema, { id }))
    yield* outgoing
  }
  const incoming = streaming.stream(all(), options)[Symbol.asyncIterator]()
  const first = await incoming.next()
  if (first.done === true) throw new Error('The stream ended before it began.')
  const listen = async () => {
    for (let next = await incoming.next(); next.done !== true; next = await incoming.next())
      onMessage(next.value)
  }
  void listen().catch(onError)
}

/** How many bytes the other side is ready to take. */
type Window = { add(bytes: number): void; take(most: number): Promise<number> }

function createWindow(signal: AbortSignal): Window {
  let open = 0
  let changed = Promise.withResolvers<undefined>()
  signal.addEventListener('abort', () => changed.resolve(undefined), { once: true })
  return {
    add: (bytes) => {
      open += bytes
      changed.resolve(undefined)
    },
    take: async (most) => {
      while (open <= 0) {
        if (signal.aborted) throw new Error('The transfer is over.')
        changed = Promise.withResolvers()
        await changed.promise
      }
      const taken = Math.min(open, most)
      open -= taken
      return taken
    },
  }
}

/** The archive in pieces that fit the window. Its own failure is not its end. */
async function* cut(
  archive: AsyncIterable<Uint8Array>,
  window: Window,
  onTaken: (bytes: number) => void,
  onError: (error: unknown) => void,
): AsyncGenerator<Any, void> {
  try {
    for await (const bytes of archive) {
      for (let offset = 0; offset < bytes.length;) {
        const length = await window.take(Math.min(pieceBytes, bytes.length - offset))
        const data = bytes.subarray(offset, offset + length)
        yield wrap(DataSchema, create(DataSchema, { data }))
        offset += length
        onTaken(length)
      }
    }
  } catch (error) {
    onError(error)
    throw error
  }
}

// The stream of progress says nothing, and must not end before the transfer does.
async function* nothing(signal: AbortSignal): AsyncGenerator<Any, void> {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
