import { watch as watchFolder, type FSWatcher } from 'node:fs'
import { access, open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Host, OpenFile, Watch } from '../machine.ts'
import { isProgramInside, readInside } from './inside.ts'

/** The files of this computer itself. */
export const localFiles: Host['files'] = {
  readText: (path) => told(path, readFile(path, 'utf8')),
  list: (path) => told(path, readdir(path)),
  stat: async (path) => {
    const { size, ino, mtimeMs } = await told(path, stat(path))
    return { sizeBytes: size, inode: ino, modifiedAt: mtimeMs }
  },
  open: openFile,
  watch: watchPath,
  readMany,
  readInside,
  isProgramInside,
}

async function openFile(path: string): Promise<OpenFile> {
  const file = await told(path, open(path))
  const { ino } = await told(path, file.stat())
  return {
    inode: ino,
    read: async (offset, length) => {
      const { buffer, bytesRead } = await told(
        path,
        file.read(new Uint8Array(length), 0, length, offset),
      )
      return buffer.subarray(0, bytesRead)
    },
    close: () => told(path, file.close()),
  }
}

/** libuv reads four files at a time, so more at once only wait in another queue. */
function readMany(paths: readonly string[]): Promise<readonly (string | undefined)[]> {
  return Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => undefined)))
}

/**
 * Watches the folder and, where it is not there, the nearest one above it that is: its next part may
 * appear there.
 */
async function* watchPath(path: string, signal: AbortSignal): Watch {
  const events: { name?: string }[] = []
  let wake = Promise.withResolvers<void>()
  const tell = (event: { name?: string }) => {
    events.push(event)
    wake.resolve()
  }
  const abort = () => wake.resolve()
  signal.addEventListener('abort', abort, { once: true })
  let watcher: FSWatcher | undefined
  try {
    while (!signal.aborted) {
      let isStale = false
      watcher = watchNearest(path, tell, () => {
        isStale = true
        wake.resolve()
      })
      tell({})
      while (!signal.aborted && !isStale) {
        yield* events.splice(0)
        await wake.promise
        wake = Promise.withResolvers()
      }
      watcher.close()
    }
  } finally {
    watcher?.close()
    signal.removeEventListener('abort', abort)
  }
}

function watchNearest(path: string, tell: (event: { name?: string }) => void, renew: () => void) {
  const begin = (folder: string, next: string): FSWatcher => {
    const itself = basename(folder)
    const hear = (name: string | null) => {
      if (folder !== path) return name === next || name === itself ? renew() : undefined
      tell(name === null ? {} : { name })
      // inotify names a folder that goes away like one of its files.
      if (name === itself) renew()
    }
    try {
      return watchFolder(folder, { persistent: false }, (_, name) => hear(name))
    } catch (error) {
      if (folder === dirname(folder) || codeOf(error) !== 'ENOENT') throw failed(path, error)
      const watcher = begin(dirname(folder), itself)
      // It may have come between the two looks.
      access(folder).then(renew, () => undefined)
      return watcher
    }
  }
  const watcher = begin(path, '')
  // The folder itself went or could no longer be watched: begin again with what is there now.
  watcher.on('error', renew)
  return watcher
}

async function told<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw failed(path, error)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

function failed(path: string, error: unknown): AppError {
  const detail = { detail: String(error) }
  const options = { cause: error }
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESRCH':
      return new AppError(
        { code: 'not-found', message: `There is no ${path}.`, ...detail },
        options,
      )
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        { code: 'denied', message: `${path} may not be read.`, ...detail },
        options,
      )
    case 'ENOSPC':
    case 'EMFILE':
    case 'ENFILE':
      return new AppError(
        {
          code: 'exhausted',
          message: `${path} cannot be read or watched: the system’s limit of open files or watches is reached.`,
          hint: 'Raise it: sysctl -w fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024',
          ...detail,
        },
        options,
      )
    default:
      return new AppError(
        { code: 'failed', message: `${path} cannot be read.`, ...detail },
        options,
      )
  }
}
