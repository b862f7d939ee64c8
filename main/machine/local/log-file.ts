import { copyFile, open, rename, stat, truncate } from 'node:fs/promises'

const largest = 8 * 1024 * 1024
const pieceBytes = 64 * 1024

/** Keeps one older file; only while nobody writes to it. */
export async function rotateLog(path: string): Promise<void> {
  if ((await sizeOf(path)) > largest) await rename(path, `${path}.1`)
}

/** While a daemon writes: it appends, so it goes on at the beginning. A few lines may be lost. */
export async function boundLog(path: string): Promise<void> {
  if ((await sizeOf(path)) <= largest) return
  await copyFile(path, `${path}.1`)
  await truncate(path)
}

export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  )
}

/** The last lines of a file that may be missing, of what was written after `offset`, oldest first. */
export async function tailOf(path: string, lines: number, offset = 0): Promise<string[]> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    let start = size
    // It was cut since.
    const from = offset > size ? 0 : offset
    let text = Buffer.alloc(0)
    while (start > from && count(text) <= lines) {
      const length = Math.min(pieceBytes, start - from)
      start -= length
      const piece = Buffer.alloc(length)
      await file.read(piece, 0, length, start)
      text = Buffer.concat([piece, text])
    }
    return text.toString('utf8').split('\n').filter(Boolean).slice(-lines)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const count = (text: Buffer): number => text.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
