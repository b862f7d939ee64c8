/** Runs one of our scripts on the Node that the packages bring, after all set-up that it needs. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Interrupted } from '../../main/launch/failure.mjs'
import { createLog } from '../../main/launch/log.mjs'
import { explain, interruption, root } from '../../main/launch/main.mjs'
import { packagedNode } from '../../main/launch/packages.mjs'
import { createReport } from '../../main/launch/report.mjs'
import { setUp } from '../../main/launch/setup.mjs'
import { gatherFacts } from './setup/facts.mjs'
import { installWithDebian, prepareElectron } from './setup/ground.mjs'

/**
 * Standard output is the script's own; what the set-up tells goes to standard error.
 *
 * @param {string} file under the root
 * @param {readonly string[]} argv
 * @param {{ needsElectron: boolean }} wanted
 */
export async function runScript(file, argv, wanted) {
  const log = createLog(join(root, 'dist', '.launch', 'script.log'))
  const { signal, code } = interruption()
  const setup = { root, log, signal, report: createReport(process.stderr) }
  try {
    await installWithDebian(setup)
    await setUp(setup, { withEngine: process.platform === 'linux' })
    const facts = await (wanted.needsElectron ? prepareElectron(setup) : gatherFacts(root))
    process.exitCode = await run([join(root, file), ...argv], facts, signal)
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? code() : explain(error, log)
  }
}

/**
 * Waits for the script's own end when interrupted: it has things to take down.
 *
 * @param {readonly string[]} args
 * @param {import('./setup/facts.mjs').Facts} facts
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
function run(args, facts, signal) {
  const env = { ...process.env }
  if (facts.chromium) env.GOLDFINCH_CHROMIUM = facts.chromium
  if (facts.electron) env.E2E_ELECTRON = facts.electron
  if (facts.electronMissing) env.E2E_ELECTRON_MISSING = facts.electronMissing
  // A group of its own, so that a terminal's Ctrl-C reaches it once, from here.
  const child = spawn(packagedNode(root), args, {
    cwd: root,
    env,
    stdio: 'inherit',
    detached: true,
  })
  signal.addEventListener('abort', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
