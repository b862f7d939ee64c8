import { access, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { explainFailure, LaunchError } from './failure.mjs'
import { npm } from './npm.mjs'
import { runJob } from './tool.mjs'

/**
 * @typedef {Readonly<Record<string, { version?: string, integrity?: string, optional?: boolean, os?: readonly string[], cpu?: readonly string[] }>>} Packages
 */

/**
 * The Node that runs everything but the launcher.
 *
 * @param {string} root
 */
export function packagedNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(root, 'node_modules', 'node', 'bin', name)
}

/**
 * Installs what package-lock.json says, unless it is there already.
 *
 * @param {import('./setup.mjs').Setup} setup
 * @param {import('./report.mjs').Progress} progress
 */
export async function installPackages({ root, log, signal }, progress) {
  const wanted = await readPackages(join(root, 'package-lock.json'))
  if (await isInstalled(root, wanted)) return
  progress('installing')
  // Its own record first: one that is killed while it clears the folder must not look finished.
  await rm(join(root, 'node_modules', '.package-lock.json'), { force: true })
  const total = countForThisComputer(wanted)
  let fetched = 0
  const outcome = await runJob(
    { command: { ...npm(['ci', ...npmOptions]), cwd: root } },
    {
      signal,
      log,
      onLine: (line) => {
        if (/^npm http (fetch|cache) /.test(line))
          progress(`${Math.min(++fetched, total)} of ${total}`)
      },
    },
  )
  if (outcome.code !== 0) throw explainPackages(outcome)
  if (!(await exists(packagedNode(root))))
    throw new LaunchError('npm did not run the install script of the package “node”.', {
      hint: 'Allow it with: npm rebuild node --ignore-scripts=false',
    })
}

/** @param {import('./tool.mjs').Outcome} outcome */
function explainPackages({ lines, error }) {
  const told = lines.filter((line) => !/^npm (http|warn) /.test(line))
  return explainFailure(
    'Installing the npm packages',
    error ? [...told, error.message] : told,
    'Run npm ci to see all that npm says.',
  )
}

const npmOptions = [
  '--include=dev',
  '--prefer-offline',
  '--loglevel=http',
  '--progress=false',
  '--no-audit',
  '--no-fund',
]

/**
 * @param {string} root
 * @param {Packages} wanted
 */
async function isInstalled(root, wanted) {
  const installed = await readPackages(join(root, 'node_modules', '.package-lock.json')).catch(
    () => undefined, // not there or half written: it has to be made
  )
  if (!installed || !matches(wanted, installed)) return false
  const files = Object.keys(installed).map((path) => join(root, path))
  const found = await Promise.all([packagedNode(root), ...files].map(exists))
  return found.every(Boolean)
}

/**
 * Whether what npm installed is what is wanted. Optional packages may be absent: most are for
 * other systems.
 *
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function matches(wanted, installed) {
  const isSame = (/** @type {string} */ path) =>
    wanted[path]?.version === installed[path]?.version &&
    wanted[path]?.integrity === installed[path]?.integrity
  return (
    Object.keys(installed).every(isSame) &&
    Object.keys(wanted).every((path) => path in installed || wanted[path].optional)
  )
}

/** @param {Packages} packages */
function countForThisComputer(packages) {
  const fits = ({ os, cpu }) =>
    (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true)
  return Object.values(packages).filter(fits).length
}

/**
 * @param {string} file
 * @returns {Promise<Packages>}
 */
async function readPackages(file) {
  const { '': own, ...packages } = JSON.parse(await readFile(file, 'utf8')).packages
  return packages
}

/** @param {string} path */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  )
}
