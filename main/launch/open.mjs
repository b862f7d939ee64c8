import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { homeFolder } from '../base/home.mjs'
import { createDoorway } from './doorway.mjs'
import { fetchElectron, findElectron } from './electron.mjs'
import { Interrupted } from './failure.mjs'
import { packagedNode } from './packages.mjs'
import { choosePlace, couldNotBegin, hasDisplay } from './place.mjs'

const byHand = 'Open the address in a browser.'

/** @typedef {import('./setup.mjs').Setup} Setup */
/** @typedef {import('./options.mjs').Options} Options */

/**
 * Opens the app, and stays until it is closed.
 *
 * @param {Setup} setup
 * @param {Options} options
 * @returns {Promise<number>} its exit code
 */
export async function openApp(setup, options) {
  const { report } = setup
  const place = choosePlace({
    isBrowser: options.isBrowser,
    platform: process.platform,
    hasDisplay: hasDisplay(process.env),
    isRoot: process.getuid?.() === 0,
  })
  if (place.kind === 'browser') return openInBrowser(setup, options, place.reason)
  const found = await findElectron(setup.root)
  const fetched = found ? { electron: found } : await fetchElectron(setup)
  if ('reason' in fetched) return openInBrowser(setup, options, fetched.reason)
  if (place.note) report.note(place.note)
  const end = await openWindow(setup, options, [fetched.electron, ...place.flags])
  if (!couldNotBegin(end)) return end.code ?? 1
  return openInBrowser(setup, options, 'Electron cannot run here, as it says above.')
}

/**
 * @param {Setup} setup
 * @param {Options} options
 * @param {readonly string[]} command
 */
async function openWindow({ root, signal }, options, [electron, ...flags]) {
  const startedAt = Date.now()
  const args = [...flags, root, ...(options.isDemo ? ['--demo'] : [])]
  const child = spawn(electron, args, { stdio: 'inherit', detached: true })
  const { code, signal: endedBy } = await ended(child, signal)
  return { code, signal: endedBy, tookMs: Date.now() - startedAt }
}

/**
 * @param {Setup} setup
 * @param {Options} options
 * @param {string} [reason] why it is not a window
 */
async function openInBrowser({ root, signal, report }, options, reason) {
  const canOpen = options.isOpened && opener(process.platform, process.env) !== undefined
  const instead = canOpen ? 'Goldfinch opens in the browser instead.' : byHand
  if (reason) report.note(`${reason} ${instead}`)
  const args = [
    join(root, 'dist', 'main', 'serve.cjs'),
    ...(options.isDemo ? ['--demo'] : []),
    ...(options.port === undefined ? [] : ['--port', `${options.port}`]),
  ]
  // With a channel: the server ends with the launcher, however that one ends.
  const child = spawn(packagedNode(root), args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  })
  const doorway = firstLine(child.stdout).then((address) => {
    if (address === undefined) return undefined
    console.log(address)
    if (canOpen) return openAddress(address, report)
    if (options.isOpened && !reason) report.note(byHand)
    return undefined
  })
  try {
    const { code } = await ended(child, signal)
    return code ?? 1
  } finally {
    await (await doorway)?.close()
  }
}

/**
 * In a group of its own, the child gets a signal once: from here.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {AbortSignal} signal
 * @returns {Promise<{ code: number | null, signal: string | null }>}
 */
async function ended(child, signal) {
  const end = () => child.kill('SIGTERM')
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  const result = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, by) => resolve({ code, signal: by }))
  })
  if (signal.aborted) throw new Interrupted()
  return result
}

/** @param {import('node:stream').Readable} output that may end without a line */
const firstLine = (output) =>
  new Promise((resolve) =>
    createInterface({ input: output }).once('line', resolve).once('close', resolve),
  )

/**
 * @param {string} address
 * @param {import('./report.mjs').Report} report
 */
async function openAddress(address, report) {
  const doorway = await createDoorway(homeFolder(), address)
  const [file, ...args] = opener(process.platform, process.env)
  const cannot = () => report.note(byHand)
  const child = spawn(file, [...args, doorway.path], { stdio: 'ignore', detached: true })
  child.once('error', cannot)
  child.once('exit', (code) => {
    if (code) cannot()
  })
  child.unref()
  return doorway
}

/**
 * The command that opens an address here. Without a display xdg-open would take the terminal.
 *
 * @param {string} platform
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function opener(platform, environment) {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return hasDisplay(environment) ? ['xdg-open'] : undefined
}
