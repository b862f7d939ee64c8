/** A folder has a path that ends in `/`; a link has `linkTo`; all else is a file. */
export type TarEntry = {
  readonly path: string
  readonly mode: number
  readonly content?: Uint8Array
  readonly linkTo?: string
}

const blockBytes = 512

/** The bytes of a tar in the POSIX ustar format, the same for the same entries. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const content = entry.content ?? new Uint8Array()
    const padding = Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes)
    return [header(entry, content.length), content, padding]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)])
}

function header(entry: TarEntry, sizeBytes: number): Buffer {
  const block = Buffer.alloc(blockBytes)
  const octal = (value: number, offset: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, 'ascii')
  block.write(entry.path, 0, 100, 'utf8')
  octal(entry.mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(sizeBytes, 124, 12)
  octal(0, 136, 12)
  block.write(' '.repeat(8), 148, 'ascii')
  block.write(entry.linkTo !== undefined ? '2' : entry.path.endsWith('/') ? '5' : '0', 156, 'ascii')
  block.write(entry.linkTo ?? '', 157, 100, 'utf8')
  block.write('ustar\x0000', 257, 'ascii')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii')
  return block
}
