import { chmod, cp, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { npm } from '../../../main/launch/npm.mjs'
import { packagedNode } from '../../../main/launch/packages.mjs'
import { runJob } from '../../../main/launch/tool.mjs'
import { levels } from './levels.mjs'
import { readPlaywright, readVitest, withExitCode } from './results.mjs'

/**
 * Runs one level to its end.
 *
 * @param {import('./levels.mjs').Level} level
 * @param {import('./main.mjs').Ground} ground
 * @param {import('../../../main/launch/report.mjs').Progress} progress
 * @returns {Promise<import('./results.mjs').Result & { output: readonly string[] }>}
 */
export async function runLevel(level, ground, progress) {
  progress('running')
  // A short name, because sockets lie in it and their paths may have 107 characters.
  const temporary = join(ground.folder, `${levels.indexOf(level)}`)
  await mkdir(temporary, { recursive: true })
  const report = join(temporary, 'report.json')
  const command = await commandOf(level, { temporary, report }, ground)
  let count = 0
  const { code, lines } = await runJob(
    { command },
    {
      signal: ground.signal,
      log: ground.log,
      linesKept: 400,
      onLine: (line) => {
        if (/^\s*(✓|✔|ok\b|·|✘|×|-)\s/.test(line)) progress(`${++count} so far`)
      },
    },
  )
  if (level.runner === 'script')
    return { passed: code ? 0 : 1, failed: code ? 1 : 0, skipped: [], output: lines }
  const read = level.runner === 'vitest' ? readVitest : readPlaywright
  const result = await readFile(report, 'utf8').then(
    (text) => read(JSON.parse(text)),
    () => ({ passed: 0, failed: code === 0 ? 0 : 1, skipped: [] }),
  )
  if (level.runner === 'playwright') await keepTraces(level, temporary, ground)
  return { ...withExitCode(result, code), output: lines }
}

/**
 * The run's folder goes, what explains a failure stays.
 *
 * @param {import('./levels.mjs').Level} level
 * @param {string} temporary
 * @param {import('./main.mjs').Ground} ground
 */
async function keepTraces({ name }, temporary, { root }) {
  const kept = join(root, 'e2e', 'results', name)
  await rm(kept, { recursive: true, force: true })
  await cp(join(temporary, 'traces'), kept, { recursive: true }).catch((error) => {
    if (error.code !== 'ENOENT') throw error // nothing failed, so there is none
  })
}

/**
 * @param {import('./levels.mjs').Level} level
 * @param {{ temporary: string, report: string }} places
 * @param {import('./main.mjs').Ground} ground
 */
async function commandOf({ runner, args, needsDisplay, asUser }, { temporary, report }, ground) {
  const { root, facts } = ground
  const isUser = asUser && facts.isRoot
  if (isUser) await chmod(temporary, 0o1777)
  const env = environmentOf(ground, temporary, report)
  if (runner === 'script') return { ...npm(['run', '--silent', ...args]), cwd: root, env }
  const plain = [packagedNode(root), ...runnerArgs(runner, ground, args, report)]
  const shown = needsDisplay && facts.platform === 'linux' ? ['xvfb-run', '-a', ...plain] : plain
  const [file, ...rest] = isUser
    ? ['runuser', '-u', 'nobody', '--', 'env', `HOME=${temporary}`, ...shown]
    : shown
  return { file, args: rest, cwd: root, env }
}

/**
 * @param {'vitest' | 'playwright'} runner
 * @param {import('./main.mjs').Ground} ground
 * @param {readonly string[]} args
 * @param {string} report
 */
function runnerArgs(runner, { root }, [project], report) {
  const module = (/** @type {string} */ path) => join(root, 'node_modules', path)
  if (runner === 'vitest')
    return [
      module('vitest/vitest.mjs'),
      ...['run', '-c', '.config/vitest.config.ts', '--project', project, '--passWithNoTests'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ]
  return [
    module('@playwright/test/cli.js'),
    ...['test', '-c', '.config/playwright.config.ts', '--project', project],
    ...[
      '--pass-with-no-tests',
      '--reporter=list,json',
      '--output',
      join(dirname(report), 'traces'),
    ],
  ]
}

/**
 * All state of the tests is under one folder, so that what they leave behind can be found.
 *
 * @param {import('./main.mjs').Ground} ground
 * @param {string} temporary
 * @param {string} report
 */
function environmentOf({ root, facts }, temporary, report) {
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
    NO_COLOR: '1',
    TMPDIR: temporary,
    GOLDFINCH_HOME: join(temporary, 'home'),
    GOLDFINCH_CHROMIUM: facts.chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  }
  delete env.FORCE_COLOR
  return env
}
