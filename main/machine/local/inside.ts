import { constants } from 'node:fs'
import { open, readlink, type FileHandle } from 'node:fs/promises'
import { AppError } from '../../../preload/contract/errors.ts'

/** Not among Node's constants; the same on amd64 and arm64 (fcntl.h). */
const O_PATH = 0o10000000
const maxBytes = 1024 * 1024
/** As the kernel counts (path_resolution(7)). */
const maxLinks = 40

/**
 * A regular file as a process sees it whose root is `root`. Folder by folder, each opened from the
 * one before and never through a link: links are followed here, so that none leads out of the root.
 */
export async function readInside(root: string, path: string): Promise<string> {
  await using place = await locate(root, path)
  const { handle } = place
  const { size } = await ensureFile(handle, path)
  if (size > maxBytes) throw refused(path, 'is larger than 1 MiB')
  await using file = await open(`/proc/self/fd/${handle.fd}`, constants.O_RDONLY)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0)
  return buffer.toString('utf8', 0, bytesRead)
}

/** Whether `path`, seen from `root`, is a file that somebody may execute. */
export async function isProgramInside(root: string, path: string): Promise<boolean> {
  try {
    await using place = await locate(root, path)
    const { mode } = await ensureFile(place.handle, path)
    return (mode & 0o111) !== 0
  } catch (error) {
    if (error instanceof AppError && error.data.code === 'not-found') return false
    throw error
  }
}

type Place = { readonly handle: FileHandle } & AsyncDisposable

async function locate(root: string, path: string): Promise<Place> {
  const top = await openPart(root, constants.O_DIRECTORY, path)
  const folders: FileHandle[] = []
  const leave = async (depth: number) => {
    await Promise.all(folders.splice(depth).map((folder) => folder.close()))
  }
  const dispose = async () => {
    await leave(0)
    await top.close()
  }
  try {
    const rest = path.split('/').reverse()
    for (let links = 0; rest.length > 0;) {
      const part = rest.pop() ?? ''
      if (part === '' || part === '.') continue
      if (part === '..') {
        await leave(Math.max(0, folders.length - 1))
        continue
      }
      const from = `/proc/self/fd/${(folders.at(-1) ?? top).fd}/${part}`
      const next = await openPart(from, constants.O_NOFOLLOW, path)
      folders.push(next)
      if (!(await next.stat()).isSymbolicLink()) continue
      if (++links > maxLinks) throw refused(path, 'goes through too many links')
      const target = await readlink(from)
      await leave(target.startsWith('/') ? 0 : folders.length - 1)
      rest.push(...target.split('/').reverse())
    }
  } catch (error) {
    await dispose()
    throw error
  }
  return { handle: folders.at(-1) ?? top, [Symbol.asyncDispose]: dispose }
}

async function openPart(from: string, flags: number, path: string): Promise<FileHandle> {
  try {
    return await open(from, O_PATH | flags)
  } catch (error) {
    throw new AppError(
      {
        code: 'not-found',
        message: `There is no ${path} in this container.`,
        detail: String(error),
      },
      { cause: error },
    )
  }
}

async function ensureFile(handle: FileHandle, path: string) {
  const found = await handle.stat()
  if (!found.isFile()) throw refused(path, 'is no regular file')
  return found
}

const refused = (path: string, why: string) =>
  new AppError({ code: 'not-found', message: `${path} in this container ${why}.` })
