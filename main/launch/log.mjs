import { mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { LaunchError } from './failure.mjs'

/**
 * The full output of a set-up, begun anew by each one that has something to do. Written at once:
 * the last lines before a crash are the ones that are wanted.
 *
 * @param {string} path
 */
export function createLog(path) {
  /** @type {number | undefined} */
  let file
  return {
    path,
    isWritten: () => file !== undefined,
    /** @param {string} text */
    write(text) {
      file ??= open(path)
      writeSync(file, text)
    },
  }
}

/** @param {string} path */
function open(path) {
  try {
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, 'w')
  } catch (error) {
    throw new LaunchError(`The log ${path} cannot be written (${error.code}).`, {
      hint: 'Make its folder yours, or choose another place with GOLDFINCH_HOME.',
    })
  }
}
