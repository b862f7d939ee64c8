import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { lock } from '../../resources/engine/lock.mjs'
import { buildApp } from './app.mjs'
import { buildPrograms, generateClients } from './engine.mjs'
import { installPackages } from './packages.mjs'

/**
 * @typedef {object} Setup
 * @property {string} root of the checkout
 * @property {AbortSignal} signal
 * @property {ReturnType<typeof import('./log.mjs').createLog>} log
 * @property {import('./report.mjs').Report} report
 */

/**
 * Installs and builds what is missing. Two of them at once take turns.
 *
 * @param {Setup} setup
 * @param {{ withEngine: boolean }} wanted
 */
export async function setUp(setup, { withEngine }) {
  const { root, report } = setup
  const folder = join(root, 'dist', '.launch')
  await mkdir(folder, { recursive: true })
  const unlock = await lock(join(folder, 'lock'), () =>
    report.note('Another Goldfinch is being set up here; waiting for it.'),
  )
  try {
    await report.phase('npm packages', (progress) => installPackages(setup, progress))
    if (withEngine) await report.phase('engine', (progress) => buildPrograms(setup, progress))
    await report.phase('clients', (progress) => generateClients(setup, progress))
    await report.phase('app', (progress) => buildApp(setup, progress))
  } finally {
    await unlock()
  }
}
