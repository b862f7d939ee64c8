import { watch } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import type { LogHostFiles } from './logs-files.ts'

/** This computer's files, for tests of the pure log reader without a machine. */
export const diskFiles: LogHostFiles = {
  readText: (path) => told(readFile(path, 'utf8')),
  list: (path) => told(readdir(path)),
  async stat(path) {
    const { size, ino, mtimeMs } = await told(stat(path))
    return { sizeBytes: size, inode: ino, modifiedAt: mtimeMs }
  },
  async open(path) {
    const handle = await told(open(path, 'r'))
    const { ino } = await handle.stat()
    return {
      inode: ino,
      async read(offset, length) {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
        return buffer.subarray(0, bytesRead)
      },
      close: () => handle.close(),
    }
  },
  async *watch(path, signal) {
    let names: (string | undefined)[] = [undefined]
    let wake = Promise.withResolvers<void>()
    const watcher = watch(path, (_kind, name) => {
      names.push(name === null || name === basename(path) ? undefined : name)
      wake.resolve()
    })
    signal.addEventListener('abort', () => wake.resolve(), { once: true })
    try {
      while (!signal.aborted) {
        const told = names
        names = []
        wake = Promise.withResolvers()
        for (const name of told) yield { name }
        if (names.length === 0) await wake.promise
      }
    } finally {
      watcher.close()
    }
  },
}

async function told<T>(result: Promise<T>): Promise<T> {
  try {
    return await result
  } catch (error) {
    throw new AppError({ code: 'not-found', message: String(error) }, { cause: error })
  }
}
