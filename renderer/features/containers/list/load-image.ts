import type { Client } from '../../../../preload/contract/derive.ts'
import type { Contract } from '../../../../preload/contract/index.ts'
import type { Scope } from '../../../../preload/contract/scope.ts'

const pieceBytes = 256 * 1024

type Loading = {
  readonly client: Client<Contract>
  readonly scope: Scope
  readonly file: File
  readonly signal: AbortSignal
  readonly onBytes: (bytes: number) => void
}

/** Streams an archive to the engine, piece by piece; results in the names of its images. */
export async function loadImage(loading: Loading): Promise<readonly string[]> {
  const { client, scope, file, signal, onBytes } = loading
  const stream = client.images.load(
    { ...scope, fileName: file.name, sizeBytes: file.size },
    { signal },
  )
  const send = async () => {
    for (let at = 0; at < file.size; at += pieceBytes) {
      await stream.send(new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()))
    }
    stream.finish()
  }
  const sending = send()
  // Where the engine refuses, the loop below says why: that counts, and not that it took no more.
  sending.catch(() => undefined)
  let images: readonly string[] = []
  for await (const step of stream) {
    if (step.type === 'progress') onBytes(step.bytes)
    else images = step.images
  }
  return images
}
