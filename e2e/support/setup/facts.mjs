import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/**
 * What this computer has, as far as levels ask.
 *
 * @typedef {object} Facts
 * @property {string} platform
 * @property {boolean} isRoot
 * @property {string} [bundle] the folder of the engine's programs
 * @property {string} [chromium]
 * @property {string} [xvfb]
 * @property {string} [electron] the binary
 * @property {string} [electronMissing] why there is none
 *
 * @param {string} root
 * @returns {Promise<Facts>}
 */
export async function gatherFacts(root) {
  const arch = { x64: 'amd64' }[process.arch] ?? process.arch
  const bundle = join(root, 'resources', 'bundle', `${process.platform}-${arch}`)
  const [manifest, chromium, xvfb] = await Promise.all([
    present(join(bundle, 'manifest.json')),
    process.env.GOLDFINCH_CHROMIUM ??
      findProgram(['chromium', 'chromium-browser', 'google-chrome']),
    findProgram(['xvfb-run']),
  ])
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    ...(manifest && { bundle }),
    ...(chromium && { chromium }),
    ...(xvfb && { xvfb }),
  }
}

/** @param {readonly string[]} names the first that is there is taken */
async function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const name of names)
    for (const folder of folders) {
      const file = folder && (await present(join(folder, name)))
      if (file) return file
    }
  return undefined
}

/** @param {string} file */
function present(file) {
  return access(file).then(
    () => file,
    () => undefined,
  )
}
