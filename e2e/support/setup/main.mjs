import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Interrupted, LaunchError } from '../../../main/launch/failure.mjs'
import { createLog } from '../../../main/launch/log.mjs'
import { explain, interruption, root } from '../../../main/launch/main.mjs'
import { createReport, seconds } from '../../../main/launch/report.mjs'
import { setUp } from '../../../main/launch/setup.mjs'
import { gatherFacts } from './facts.mjs'
import { installWithDebian, prepareElectron } from './ground.mjs'
import { endLeftovers, findLeftovers, listBridges } from './leftovers.mjs'
import { chooseLevels, levels } from './levels.mjs'
import { closingLine } from './results.mjs'
import { runLevel } from './run.mjs'

/**
 * @typedef {import('../../../main/launch/setup.mjs').Setup & { folder: string, facts: import('./facts.mjs').Facts }} Ground
 * @typedef {import('./results.mjs').Result} Result
 */

const usage = `npm test [-- --only LEVEL]   sets up what the tests need, and runs them

Levels: check, ${levels.map(({ name }) => name).join(', ')}.`

/** @param {readonly string[]} argv */
export async function main(argv) {
  const log = createLog(join(root, 'dist', '.launch', 'test.log'))
  const { signal, code } = interruption()
  const setup = { root, log, signal, report: createReport(process.stdout) }
  try {
    process.exitCode = await test(argv, setup)
  } catch (error) {
    if (error instanceof Interrupted) process.exitCode = code()
    else {
      process.exitCode = explain(error, log)
      console.log(closingLine([{ passed: 0, failed: 1, skipped: [] }]))
    }
  }
}

/**
 * @param {readonly string[]} argv
 * @param {import('../../../main/launch/setup.mjs').Setup} setup
 */
async function test(argv, setup) {
  const startedAt = Date.now()
  const chosen = readLevels(argv)
  if (!chosen) {
    console.log(usage)
    return 0
  }
  await installWithDebian(setup)
  await setUp(setup, {
    withEngine: process.platform === 'linux' && chosen.some(({ needsEngine }) => needsEngine),
  })
  const needsElectron = chosen.some(({ needsDisplay }) => needsDisplay)
  const facts = needsElectron ? await prepareElectron(setup) : await gatherFacts(root)
  const results = await runLevels(chosen, { ...setup, facts })
  setup.report.note(`Took ${seconds(Date.now() - startedAt)}. All output: ${setup.log.path}`)
  console.log(closingLine(results))
  return results.some(({ failed }) => failed > 0) ? 1 : 0
}

/** @param {readonly string[]} argv */
function readLevels(argv) {
  const { values } = (() => {
    try {
      return parseArgs({
        args: [...argv],
        options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      })
    } catch (error) {
      throw new LaunchError(error.message.split('. ')[0], { hint: usage })
    }
  })()
  if (values.help) return undefined
  const chosen = chooseLevels(values.only)
  if (chosen.length === 0)
    throw new LaunchError(`There is no level “${values.only}”.`, { hint: usage })
  return chosen
}

/**
 * @param {readonly import('./levels.mjs').Level[]} chosen
 * @param {Omit<Ground, 'folder'>} setup
 */
async function runLevels(chosen, setup) {
  const folder = await mkdtemp(join(tmpdir(), 'gf-'))
  await chmod(folder, 0o755) // one level runs as another user
  const bridges = await listBridges()
  /** @type {Result[]} */
  const results = []
  try {
    for (const level of chosen) results.push(await runOrSkip(level, { ...setup, folder }))
  } finally {
    results.push(await lookForLeftovers(folder, bridges, setup.report))
    await rm(folder, { recursive: true, force: true })
  }
  return results
}

/**
 * @param {import('./levels.mjs').Level} level
 * @param {Ground} ground
 * @returns {Promise<Result>}
 */
async function runOrSkip(level, ground) {
  const { report, facts } = ground
  const reason = level.lacks?.(facts)
  if (reason) {
    report.note(`${level.name}: skipped, ${reason}`)
    return { passed: 0, failed: 0, skipped: [level.name] }
  }
  const result = await report.phase(
    level.name,
    (progress) => runLevel(level, ground, progress),
    judge,
  )
  for (const name of result.skipped) report.note(`  skipped: ${name}`)
  if (result.failed > 0) report.note(result.output.join('\n'))
  if (result.failed > 0 && level.runner === 'playwright')
    report.note(`Its traces: e2e/results/${level.name}`)
  return result
}

/** @param {Result} result */
function judge({ passed, failed, skipped }) {
  const text = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped.length ? [`${skipped.length} skipped`] : []),
  ]
  return { text: text.join(', '), isFailure: failed > 0 }
}

/**
 * What still runs or is mounted is named, counted, and ended, because it is ours.
 *
 * @param {string} folder
 * @param {readonly string[]} bridgesBefore
 * @param {import('../../../main/launch/report.mjs').Report} report
 * @returns {Promise<Result>}
 */
async function lookForLeftovers(folder, bridgesBefore, report) {
  const bridges = (await listBridges()).filter((name) => !bridgesBefore.includes(name))
  const found = [...(await findLeftovers(folder)), ...bridges.map((name) => `bridge ${name}`)]
  for (const line of found) report.note(`left behind: ${line}`)
  await endLeftovers(found)
  return { passed: 0, failed: found.length, skipped: [] }
}
