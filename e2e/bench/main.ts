import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createGround, type Ground } from './ground.ts'
import type { Figure, Measure } from './measure.ts'
import { measures } from './measures.ts'
import { formatTable, toRow } from './table.ts'

const usage = `npm run bench [-- --only NAME] [-- --json]   measures the app beside its alternatives

Measures: ${measures.map(({ name }) => name).join(', ')}.`

const tell = (text: string): void => void process.stderr.write(`· ${text}\n`)

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const chosen = measures.filter(({ name }) => values.only?.includes(name) ?? true)
  const unknown = values.only?.find((name) => !measures.some((one) => one.name === name))
  if (values.help || unknown !== undefined) {
    console.log(unknown === undefined ? usage : `There is no measure “${unknown}”.\n\n${usage}`)
    return unknown === undefined ? 0 : 1
  }
  const { figures, failed } = await runAll(chosen)
  console.log(
    values.json
      ? JSON.stringify({ measures: figures.map(toRow) }, undefined, 2)
      : formatTable(figures),
  )
  if (failed.length > 0) tell(`could not be measured: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
}

/** Takes down what was built, also when it is told to stop. */
async function runAll(chosen: readonly Measure[]) {
  const { ground, dispose } = createGround(join(import.meta.dirname, '../..'), tell)
  const stopped = new AbortController()
  const stopping = Promise.withResolvers<never>()
  const stop = (name: string) => {
    stopped.abort()
    stopping.reject(new Error(`Stopped by ${name}.`))
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => stop(name))
  try {
    return await Promise.race([measureAll(chosen, ground, stopped.signal), stopping.promise])
  } finally {
    await dispose()
  }
}

/** One that fails does not keep the others from being measured. */
async function measureAll(chosen: readonly Measure[], ground: Ground, signal: AbortSignal) {
  const figures: Figure[] = []
  const failed: string[] = []
  for (const { name, run } of chosen) {
    if (signal.aborted) break
    tell(`measuring ${name}`)
    try {
      const found = await inTime(name, run(ground))
      for (const figure of found) tell(`  ${JSON.stringify(toRow(figure))}`)
      figures.push(...found)
    } catch (error) {
      console.error(error)
      failed.push(name)
    }
  }
  return { figures, failed }
}

const longestMeasureMs = 600_000

/** A page that never answers must not keep the machine running. */
async function inTime<T>(name: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`Measuring ${name} took too long.`)),
    longestMeasureMs,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  return 1
})
// A browser that was told to close may still hold its pipes.
process.exit()
