import { link, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { isAlive, processId, type ProcessId } from './processes.ts'

/**
 * Holds a file for this process until disposed; undefined while another living process has it. What
 * a dead one left is taken over.
 */
export async function tryLock(path: string): Promise<AsyncDisposable | undefined> {
  const own = await processId(process.pid)
  if (own === undefined) throw new Error('unreachable: this process is alive')
  // Linked into place, so that nobody ever sees a lock without its owner.
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`
  await writeFile(draft, JSON.stringify(own))
  try {
    return (await linked(draft, path)) ? { [Symbol.asyncDispose]: () => unlink(path) } : undefined
  } finally {
    await rm(draft, { force: true })
  }
}

/** Whether a living process holds it. */
export async function isLocked(path: string): Promise<boolean> {
  const holder = await readHolder(path)
  return holder !== undefined && (await isAlive(holder))
}

async function linked(draft: string, path: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await link(draft, path)
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (await isLocked(path)) return false
      await rm(path, { force: true })
    }
  }
  return false
}

async function readHolder(path: string): Promise<ProcessId | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  try {
    const { pid, bootId, startedAt }: Partial<ProcessId> = JSON.parse(text) as Partial<ProcessId>
    if (pid === undefined || bootId === undefined || startedAt === undefined) return undefined
    return { pid, bootId, startedAt }
  } catch {
    return undefined // a half-written lock has no owner
  }
}
