import { z } from 'zod'
import { replaceBytes } from './bytes.ts'

const Header = z.object({
  frame: z.unknown(),
  /** Where the bytes go, and how many, in the order in which they follow. */
  bytes: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      length: z.number().int().nonnegative(),
    }),
  ),
})
type Header = z.infer<typeof Header>

/**
 * Frames over a WebSocket: JSON text where no bytes are inside, else one binary message of 4 bytes
 * (length of the header, big-endian), the header as JSON, and the bytes one after another.
 */
export function encode(frame: unknown): string | Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const places: Header['bytes'] = []
  const bare = replaceBytes(frame, (bytes, path) => {
    parts.push(bytes)
    places.push({ path: [...path], length: bytes.byteLength })
    return null
  })
  if (parts.length === 0) return JSON.stringify(frame)
  const header = new TextEncoder().encode(JSON.stringify({ frame: bare, bytes: places }))
  const size = parts.reduce((sum, part) => sum + part.byteLength, 4 + header.byteLength)
  const message = new Uint8Array(size)
  new DataView(message.buffer).setUint32(0, header.byteLength)
  message.set(header, 4)
  let offset = 4 + header.byteLength
  for (const part of parts) {
    message.set(part, offset)
    offset += part.byteLength
  }
  return message
}

/** Throws whatever it stumbles over: the message is then no frame. */
export function decode(message: string | Uint8Array): unknown {
  if (typeof message === 'string') return JSON.parse(message)
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  const headerEnd = 4 + view.getUint32(0)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(message.subarray(4, headerEnd))
  const header = Header.parse(JSON.parse(text))
  let offset = headerEnd
  for (const { path, length } of header.bytes) {
    if (offset + length > message.byteLength) throw new Error('Fewer bytes came than were said.')
    put(header.frame, path, message.slice(offset, offset + length))
    offset += length
  }
  return header.frame
}

/** Only fills places that are there: a forged path reaches nothing else. */
function put(root: unknown, path: readonly (string | number)[], bytes: Uint8Array): void {
  const last = path.at(-1)
  let target: unknown = root
  for (const key of path.slice(0, -1)) target = own(target, key)
  if (last === undefined || own(target, last) !== null) throw new Error('There is no such place.')
  Reflect.set(Object(target), last, bytes)
}

function own(target: unknown, key: string | number): unknown {
  if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key))
    throw new Error('There is no such place.')
  return Reflect.get(target, key)
}
