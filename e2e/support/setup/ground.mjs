/** Makes this computer ready for the tests, as far as it lets us. */
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canInstall, installDebianPackages, missingPackages } from '../../../main/launch/debian.mjs'
import { LaunchError } from '../../../main/launch/failure.mjs'
import { packagedNode } from '../../../main/launch/packages.mjs'
import { runJob } from '../../../main/launch/tool.mjs'
import { legacyElectron } from './electron.mjs'
import { gatherFacts } from './facts.mjs'

/** @typedef {import('../../../main/launch/setup.mjs').Setup} Setup */
/** @typedef {import('./facts.mjs').Facts} Facts */

const list = new URL('packages.json', import.meta.url)

/**
 * What Debian has for the browser, the engine and the window.
 *
 * @param {Setup} setup
 */
export async function installWithDebian(setup) {
  if (!(await exists('/usr/bin/dpkg-query'))) return
  const names = Object.values(JSON.parse(await readFile(list, 'utf8'))).flat()
  await setup.report.phase('Debian packages', async (progress) => {
    const missing = await missingPackages(names, setup)
    if (missing.length === 0) return
    if (await canInstall()) await installDebianPackages(missing, setup, progress)
    else setup.report.note(`Some tests want: sudo apt-get install ${missing.join(' ')}`)
  })
}

/**
 * The facts, with the older Electron among them where it can be had, and the app built for it.
 *
 * @param {Setup} setup
 * @returns {Promise<Facts>}
 */
export async function prepareElectron(setup) {
  const facts = await gatherFacts(setup.root)
  const { report } = setup
  if (process.platform === 'linux' && !(await hasPip(setup)) && (await canInstall()))
    await report.phase('Python', (progress) =>
      installDebianPackages(['python3', 'python3-pip'], setup, progress),
    )
  const found = await report.phase('Electron 22', (progress) => legacyElectron(progress))
  if ('missing' in found) return { ...facts, electronMissing: found.missing }
  await report.phase('app for Electron', (progress) => buildLegacyApp(setup, progress))
  return { ...facts, electron: found.path }
}

/** @param {Setup} setup */
async function hasPip({ signal, log }) {
  const command = { file: 'python3', args: ['-m', 'pip', '--version'] }
  return (await runJob({ command }, { signal, log })).code === 0
}

/**
 * @param {Setup} setup
 * @param {import('../../../main/launch/report.mjs').Progress} progress
 */
async function buildLegacyApp({ root, signal, log }, progress) {
  progress('building')
  const command = {
    file: packagedNode(root),
    args: [join(root, 'e2e/electron/build.ts')],
    cwd: root,
  }
  const { code, lines } = await runJob({ command }, { signal, log })
  if (code !== 0)
    throw new LaunchError('The app could not be built for the older Electron.', {
      detail: lines.slice(-20).join('\n'),
    })
}

/** @param {string} file */
function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  )
}
