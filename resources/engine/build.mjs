#!/usr/bin/env node
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildBundle } from './bundle.mjs'
import { BundleError } from './failure.mjs'
import { programs } from './programs.mjs'

export { buildBundle } from './bundle.mjs'
export { findGo } from './go.mjs'

const usage = `Builds the programs of the bundle from the sources that their go.mod names.

  node resources/engine/build.mjs [--os linux|darwin] [--arch amd64|arm64] [--out DIR]
                                  [--program NAME]... [--all]

Without arguments: what this computer needs, in resources/bundle/<os>-<arch>.
Programs: ${programs.map(({ name }) => name).join(', ')}.`

async function main() {
  const { values } = parseArgs({
    options: {
      os: { type: 'string', default: process.platform },
      arch: { type: 'string' },
      out: { type: 'string' },
      program: { type: 'string', multiple: true },
      all: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(usage)
  const runnable = programs.filter(({ systems }) => systems.includes(values.os))
  const { out, built, manifest } = await buildBundle({
    ...values,
    programs: values.all ? runnable.map(({ name }) => name) : values.program,
    report: process.stderr.isTTY ? drawLine : printMilestones,
  })
  const names = manifest.programs.map(({ name, version }) => `${name} ${version}`).join(', ')
  console.log(`${built.length ? 'Built' : 'Up to date'}: ${relative('', out) || '.'} (${names})`)
}

/** @param {import('./bundle.mjs').Progress} progress */
function drawLine(progress) {
  process.stderr.write(`\r\x1b[K${describe(progress)}${progress.phase === 'done' ? '\n' : ''}`)
}

/** @param {import('./bundle.mjs').Progress} progress */
function printMilestones(progress) {
  if (progress.phase === 'done' || progress.phase === 'wait') console.error(describe(progress))
}

/** @param {import('./bundle.mjs').Progress} progress */
function describe({ program, index, count, phase, done, total }) {
  if (phase === 'wait') return 'waiting for another build to finish'
  const what = {
    download: done ? `fetching sources, ${done} modules` : 'looking at its sources',
    compile: `compiling ${done} of ${total} packages`,
    done: 'ready',
  }
  return `[${index}/${count}] ${program}: ${what[phase]}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error instanceof BundleError ? error.message : error)
    if (error.detail) console.error(error.detail)
    process.exitCode = 1
  })
}
