import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** A file cannot tell when its owner is gone, so it is asked. */
const pollMs = 500

/** Time between creating the file and writing the owner into it. */
const graceMs = 5_000

/**
 * Waits until this process owns the file; one whose owner is dead is taken over.
 *
 * @param {string} file
 * @param {() => void} [onWait] called once when another process owns it
 * @returns {Promise<() => Promise<void>>} gives it back
 */
export async function lock(file, onWait) {
  const owner = await describe(process.pid)
  for (let waited = false; ; waited = true) {
    const isOurs = await writeFile(file, owner, { flag: 'wx' }).then(
      () => true,
      (/** @type {NodeJS.ErrnoException} */ error) => {
        if (error.code === 'EEXIST') return false
        throw error
      },
    )
    if (isOurs) return () => rm(file, { force: true })
    if (await removeDead(file)) continue
    if (!waited) onWait?.()
    await sleep(pollMs)
  }
}

/** @param {string} file */
async function removeDead(file) {
  if (!(await isDead(file))) return false
  // Of several that see the dead owner one moves the file away, and gives it back if it has
  // caught its successor.
  const taken = `${file}.${process.pid}`
  const moved = await rename(file, taken).then(
    () => true,
    () => false,
  )
  if (!moved) return true
  if (await isDead(taken)) await rm(taken)
  else await rename(taken, file)
  return true
}

/** @param {string} file */
async function isDead(file) {
  const owner = await readFile(file, 'utf8').catch(() => undefined)
  if (owner === undefined) return false
  if (owner === '') return Date.now() - (await stat(file)).mtimeMs > graceMs
  const pid = Number(owner.split(' ')[0])
  return !isRunning(pid) || owner !== (await describe(pid))
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * A process id and, where the system tells it, the start time, because ids are used again. Nothing
 * for a process that has ended and waits for its parent to take notice.
 *
 * @param {number} pid
 */
async function describe(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')')).split(' ')
  return fields[1] === 'Z' ? '' : `${pid} ${fields[20] ?? ''}`
}
