import { AppError } from '../../../preload/contract/errors.ts'
import type { Host, OpenFile } from '../../machine/machine.ts'

/** What the log reader needs of a machine's files. */
export type LogHostFiles = Pick<Host['files'], 'readText' | 'list' | 'stat' | 'open' | 'watch'>

/** One file of a log, as it was when it was listed. */
export type LogFile = {
  readonly path: string
  readonly inode: number
  readonly sizeBytes: number
  readonly modifiedAt: number
  /** Written to, not rotated. */
  readonly isCurrent: boolean
}

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/**
 * The files of a log, oldest first, the one that is written to last; undefined when their folder is
 * gone. A file that is renamed meanwhile is still there, and only once.
 */
export async function listLogFiles(
  files: LogHostFiles,
  path: string,
): Promise<readonly LogFile[] | undefined> {
  // The current one first: whatever it becomes until the listing is then in the listing.
  const current = await unlessMissing(describe(files, path, true))
  const names = await unlessMissing(files.list(folderOf(path)))
  if (names === undefined) return undefined
  const prefix = `${path.slice(path.lastIndexOf('/') + 1)}.`
  const rotated = await Promise.all(
    names
      .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
      .map((name) => unlessMissing(describe(files, `${folderOf(path)}/${name}`, false))),
  )
  const found = inRotationOrder(rotated.filter((entry) => entry !== undefined))
  return current === undefined || found.some((entry) => entry.inode === current.inode)
    ? found
    : [...found, current]
}

/**
 * By the time of rotation, which the rotation itself writes (go-logrotate calls Chtimes), then by
 * number. The number alone does not do: it goes up, but begins at 1 again with each start of the
 * container.
 */
export function inRotationOrder(rotated: readonly LogFile[]): LogFile[] {
  return rotated.toSorted((a, b) => a.modifiedAt - b.modifiedAt || number(a) - number(b))
}

const number = ({ path }: LogFile) => Number(path.slice(path.lastIndexOf('.') + 1))

/**
 * The file after the one with this inode; `lastAt` is the time of the last record read from it, by
 * which its place is found when it was removed or overwritten meanwhile.
 */
export function fileAfter(
  listed: readonly LogFile[],
  inode: number,
  lastAt: number,
): LogFile | undefined {
  const index = listed.findIndex((entry) => entry.inode === inode)
  return index === -1 ? listed.find((entry) => entry.modifiedAt > lastAt) : listed[index + 1]
}

/** Opens a listed file; undefined when another has its name by now. */
export async function openLogFile(
  files: LogHostFiles,
  { path, inode }: LogFile,
): Promise<OpenFile | undefined> {
  const opened = await unlessMissing(files.open(path))
  if (opened === undefined || opened.inode === inode) return opened
  await opened.close()
  return undefined
}

async function describe(files: LogHostFiles, path: string, isCurrent: boolean): Promise<LogFile> {
  const { inode, sizeBytes, modifiedAt } = await files.stat(path)
  return { path, inode, sizeBytes, modifiedAt, isCurrent }
}

export async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if (error instanceof AppError && error.data.code === 'not-found') return undefined
    throw error
  }
}
