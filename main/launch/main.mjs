import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { homeFolder } from '../base/home.mjs'
import { Interrupted, LaunchError } from './failure.mjs'
import { createLog } from './log.mjs'
import { openApp } from './open.mjs'
import { readOptions, usage } from './options.mjs'
import { createReport } from './report.mjs'
import { setUp } from './setup.mjs'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/**
 * Standard output carries what was asked for (an address, exports, the usage); everything that is
 * told meanwhile goes to standard error.
 *
 * @param {readonly string[]} argv
 */
export async function main(argv) {
  const log = createLog(join(homeFolder(), 'logs', 'launch.log'))
  const { signal, code } = interruption()
  try {
    process.exitCode = await launch(argv, {
      root,
      log,
      signal,
      report: createReport(process.stderr),
    })
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? code() : explain(error, log)
  }
}

/**
 * @param {readonly string[]} argv
 * @param {import('./setup.mjs').Setup} setup
 */
async function launch(argv, setup) {
  const options = readOptions(argv)
  if (options.task === 'help') return print(usage)
  if (options.task === 'environment') return print(await environment())
  const withEngine = !options.isDemo && process.platform === 'linux'
  if (!options.isDemo && !withEngine) setup.report.note(notYet)
  await setUp(setup, { withEngine })
  return openApp(setup, options)
}

const notYet =
  'The engine of this system is a virtual machine, which comes with the next version; ' +
  '--demo shows the app until then.'

async function environment() {
  const { environment } = await import('../machine/local/environment.mjs')
  return environment({ root, home: homeFolder() })
}

/** @param {string} text */
function print(text) {
  console.log(text)
  return 0
}

/** Ends children instead of leaving them behind. */
export function interruption() {
  const controller = new AbortController()
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
  for (const name of Object.keys(codes)) process.on(name, () => controller.abort(name))
  return { signal: controller.signal, code: () => codes[controller.signal.reason] }
}

/**
 * @param {unknown} error
 * @param {import('./setup.mjs').Setup['log']} log
 */
export function explain(error, log) {
  if (!(error instanceof LaunchError)) {
    console.error(error)
    return 1
  }
  if (error.detail) console.error(`\n${indent(error.detail)}\n`)
  console.error(error.message)
  if (error.hint) console.error(error.hint)
  if (log.isWritten()) console.error(`All that was printed: ${log.path}`)
  return 1
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^/gm, '  │ ')
}
