/**
 * The levels of tests, cheapest first. A level says what it runs, and, from facts alone, why it
 * cannot run here.
 *
 * @typedef {import('./facts.mjs').Facts} Facts
 *
 * @typedef {object} Level
 * @property {string} name
 * @property {'script' | 'vitest' | 'playwright'} runner
 * @property {readonly string[]} args of the runner: the script, or the project
 * @property {(facts: Facts) => string | undefined} [lacks] why it cannot run here
 * @property {boolean} [needsEngine] the programs of the bundle
 * @property {boolean} [needsDisplay] under Xvfb where there is none
 * @property {boolean} [asUser] as an ordinary user, when root
 */

/** @param {Facts} facts */
const engineLack = ({ platform, isRoot, bundle }) => {
  if (platform !== 'linux') return 'the engine runs on Linux only, so far'
  if (!isRoot) return 'the engine needs root, so far'
  return bundle ? undefined : 'the engine is not built'
}

/** @param {Facts} facts */
const browserLack = ({ chromium }) =>
  chromium ? undefined : 'there is no Chromium (apt-get install chromium, or GOLDFINCH_CHROMIUM)'

/** @param {Facts} facts */
const windowLack = ({ platform, xvfb, electron, electronMissing }) => {
  if (!electron) return electronMissing ?? 'there is no Electron'
  if (platform === 'linux' && !xvfb) return 'there is no Xvfb (apt-get install xvfb xauth)'
  return undefined
}

/** @type {readonly Level[]} */
export const levels = [
  ...['format', 'types', 'lint', 'layers', 'unused'].map((step) => ({
    name: `check:${step}`,
    runner: /** @type {const} */ ('script'),
    args: [`check:${step}`],
  })),
  { name: 'unit', runner: 'vitest', args: ['unit'] },
  { name: 'real', runner: 'vitest', args: ['real'], needsEngine: true, lacks: engineLack },
  { name: 'browser-fake', runner: 'playwright', args: ['browser-fake'], lacks: browserLack },
  {
    name: 'browser-real',
    runner: 'playwright',
    args: ['browser-real'],
    needsEngine: true,
    lacks: (facts) => browserLack(facts) ?? engineLack(facts),
  },
  {
    name: 'electron',
    runner: 'playwright',
    args: ['electron'],
    needsEngine: true,
    needsDisplay: true,
    lacks: windowLack,
  },
  {
    name: 'electron-sandboxed',
    runner: 'playwright',
    args: ['electron-sandboxed'],
    needsDisplay: true,
    asUser: true,
    lacks: (facts) =>
      facts.platform === 'linux' ? windowLack(facts) : 'the sandbox is tested on Linux',
  },
]

/**
 * The levels that were asked for: all, or those of a name, `check` for all its steps.
 *
 * @param {string} [only]
 */
export function chooseLevels(only) {
  return levels.filter(({ name }) => !only || name === only || name.startsWith(`${only}:`))
}
