import { access, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { packagedNode } from './packages.mjs'
import { runJob } from './tool.mjs'

const fetchWithinMs = 180_000
const forgetFailureAfterMs = 6 * 3600_000

/**
 * The Electron that is here, found without the package's own entry: that one downloads.
 *
 * @param {string} root
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<string | undefined>}
 */
export async function findElectron(root, environment = process.env) {
  const folder = join(root, 'node_modules', 'electron')
  const name = (await read(join(folder, 'path.txt'))) ?? usualName()
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return present(join(override, name))
  const wanted = JSON.parse((await read(join(folder, 'package.json'))) ?? '{}').version
  const installed = (await read(join(folder, 'dist', 'version')))?.replace(/^v/, '')
  return wanted !== undefined && wanted === installed
    ? present(join(folder, 'dist', name))
    : undefined
}

function usualName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * Fetches Electron, once: where that failed, it is left alone for some hours.
 *
 * @param {import('./setup.mjs').Setup} setup
 * @returns {Promise<{ electron: string } | { reason: string }>}
 */
export async function fetchElectron({ root, log, signal, report }) {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD)
    return { reason: 'There is no Electron, and ELECTRON_SKIP_BINARY_DOWNLOAD is set.' }
  const failed = join(root, 'dist', '.launch', 'electron-failed')
  const waitMs = (await modifiedAt(failed)) + forgetFailureAfterMs - Date.now()
  if (waitMs > 0)
    return {
      reason: `Electron could not be fetched before; the next try is in ${inWords(waitMs)}.`,
    }
  const judge = (/** @type {string | undefined} */ found) => ({ text: '', isFailure: !found })
  const fetching = async (/** @type {import('./report.mjs').Progress} */ progress) => {
    progress('fetching')
    const command = {
      file: packagedNode(root),
      args: [join(root, 'node_modules', 'electron', 'install.js')],
    }
    await runJob({ command }, { log, signal, timeoutMs: fetchWithinMs })
    return findElectron(root)
  }
  const electron = await report.phase('Electron', fetching, judge)
  if (electron) {
    await rm(failed, { force: true })
    return { electron }
  }
  await mkdir(dirname(failed), { recursive: true })
  await writeFile(failed, '')
  return { reason: `Electron could not be fetched (see ${log.path}).` }
}

/** @param {number} ms */
export function inWords(ms) {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes > 90) return `${Math.round(minutes / 60)} hours`
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

/** @param {string} file */
async function modifiedAt(file) {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

/** @param {string} file */
async function read(file) {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
}

/** @param {string} file */
async function present(file) {
  return access(file).then(
    () => file,
    () => undefined,
  )
}
