import { parseArgs } from 'node:util'
import { LaunchError } from './failure.mjs'

export const usage = `npm start [-- options]   installs and builds what is missing, then opens Goldfinch

  --browser     open in the browser instead of a window of its own
  --no-open     print the address instead of opening it (implies --browser)
  --port N      serve on this port (implies --browser)
  --demo        an engine in memory, with made-up containers: nothing real is touched
  --help        this text

npm run env              prints the settings with which a terminal uses the same engine:
                         eval "$(npm run -s env)"

All state is kept in one folder; GOLDFINCH_HOME chooses another.`

/**
 * @typedef {object} Options
 * @property {'start' | 'environment' | 'help'} task
 * @property {boolean} isBrowser
 * @property {boolean} isOpened whether the address is opened rather than only printed
 * @property {boolean} isDemo
 * @property {number} [port]
 */

const known = {
  browser: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  port: { type: 'string' },
  demo: { type: 'boolean' },
  env: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
}

/**
 * @param {readonly string[]} argv
 * @returns {Options}
 * @throws {LaunchError} for what is not in the usage
 */
export function readOptions(argv) {
  const { tokens } = parseArgs({ args: [...argv], options: known, strict: false, tokens: true })
  for (const token of tokens) checkToken(token)
  const { values } = parseArgs({ args: [...argv], options: known, strict: false })
  const port = values.port === undefined ? {} : { port: readPort(values.port) }
  return {
    task: values.help ? 'help' : values.env ? 'environment' : 'start',
    isBrowser: Boolean(values.browser || values['no-open'] || 'port' in port),
    isOpened: !values['no-open'],
    isDemo: Boolean(values.demo),
    ...port,
  }
}

const hint = 'See: npm start -- --help'

/** @param {{ kind: string, name?: string, rawName?: string, value?: string }} token */
function checkToken({ kind, name, rawName, value }) {
  if (kind === 'positional') throw new LaunchError(`“${value}” is not an option.`, { hint })
  if (kind !== 'option') return
  const option = known[name]
  if (!option) throw new LaunchError(`There is no option ${rawName}.`, { hint })
  if (option.type === 'boolean' && value !== undefined)
    throw new LaunchError(`${rawName} takes no value.`, { hint })
}

/** @param {string | boolean | undefined} text */
function readPort(text) {
  const port = /^\d{1,5}$/.test(String(text)) ? Number(text) : Number.NaN
  if (port >= 1 && port <= 65535) return port
  const given = typeof text === 'string' ? `“${text}” is none` : 'there is none'
  throw new LaunchError(`--port wants a number from 1 to 65535; ${given}.`, { hint })
}
