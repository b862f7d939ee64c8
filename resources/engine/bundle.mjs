import { createHash } from 'node:crypto'
import { readFile, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile, steps } from './compile.mjs'
import { BundleError } from './failure.mjs'
import { findGo, goToolchain, missingGo, readGoMod } from './go.mjs'
import { lock } from './lock.mjs'
import { programs as recipes, thisArch, usualPrograms } from './programs.mjs'
import * as store from './store.mjs'

/**
 * @typedef {object} Progress
 * @property {string} program
 * @property {number} index of the program in this run, from 1
 * @property {number} count of the programs in this run
 * @property {'wait' | 'download' | 'compile' | 'done'} phase wait: for another run on the same folder
 * @property {number} done modules or packages so far
 * @property {number} total 0 where it is not known; packages in Go's cache are not counted as done
 *
 * @typedef {{ os?: string, arch?: string, programs?: readonly string[], out?: string, report?: (progress: Progress) => void }} Options
 *
 * @typedef {object} Target A program as this run would build it.
 * @property {import('./programs.mjs').Program} program
 * @property {string} folder of its go.mod
 * @property {string} version as in "v1.0.0"
 * @property {string} [toolchain] for GOTOOLCHAIN; absent without Go
 * @property {string} [goVersion] that compiles it; absent without Go
 * @property {readonly import('./compile.mjs').Step[]} steps
 * @property {string} inputs hash of all that decides the result, except Go
 */

const here = dirname(fileURLToPath(import.meta.url))

/** Counts up when the same steps leave something else behind, such as more licence texts. */
const layout = 1

/**
 * Builds what is missing or out of date and leaves the rest alone. Safe to interrupt, and to run
 * twice at once: the second run waits for the first.
 *
 * @param {Options} [options] default: this computer, its usual programs, resources/bundle/<os>-<arch>
 * @returns {Promise<{ out: string, built: readonly string[], manifest: store.Manifest }>}
 * @throws {BundleError} missing-tool, download-failed, checksum-mismatch, build-failed, invalid-input
 */
export async function buildBundle(options = {}) {
  const platform = readPlatform(options)
  const { os, arch, report } = platform
  const out = options.out ?? join(here, '..', 'bundle', `${os}-${arch}`)
  const go = await findGo()
  const targets = await Promise.all(platform.chosen.map((program) => plan(program, platform, go)))
  const manifest = await store.describeBundle(out, { os, arch })
  const isComplete = await store.hasManifest(out, manifest)
  if (isComplete && (await outdated(out, targets)).length === 0) return { out, built: [], manifest }
  if (!go) throw await missingGo()

  await store.create(out)
  const unlock = await lock(join(out, '.lock'), () =>
    report({ program: '', index: 0, count: 0, phase: 'wait', done: 0, total: 0 }),
  )
  try {
    await store.removeLeftovers(out)
    const missing = await outdated(out, targets)
    try {
      await buildAll(out, missing, { go: go.path, report })
    } finally {
      await store.writeManifest(out, { os, arch })
    }
    const built = missing.map(({ program }) => program.name)
    return { out, built, manifest: await store.describeBundle(out, { os, arch }) }
  } finally {
    await unlock()
  }
}

/** @param {Options} options */
function readPlatform({ os = process.platform, arch, programs, report }) {
  const processor = arch ?? thisArch
  if (!['linux', 'darwin'].includes(os) || !['amd64', 'arm64'].includes(processor)) {
    throw new BundleError('invalid-input', `There is no bundle for ${os}-${processor}.`)
  }
  const chosen = (programs ?? usualPrograms(os)).map((name) => {
    const recipe = recipes.find((candidate) => candidate.name === name)
    if (recipe?.systems.includes(os)) return recipe
    throw new BundleError('invalid-input', `There is no program ${name} for ${os}.`)
  })
  return { os, arch: processor, chosen, report: report ?? (() => {}) }
}

/**
 * @param {import('./programs.mjs').Program} program
 * @param {{ os: string, arch: string }} platform
 * @param {{ version: string } | undefined} go
 * @returns {Promise<Target>}
 */
async function plan(program, { os, arch }, go) {
  const folder = join(here, program.name)
  const [goMod, sources] = await Promise.all([readGoMod(folder), readSources(folder)])
  const version = goMod.versionOf(program.module)
  const planned = steps(program, { os, arch, version })
  const inputs = createHash('sha256').update(JSON.stringify([layout, planned, sources]))
  return {
    ...{ program, folder, version, steps: planned, inputs: inputs.digest('hex') },
    ...(go && goToolchain(go, goMod)),
  }
}

/**
 * go.mod and go.sum, also those of stand-ins, and their sources.
 *
 * @param {string} folder
 */
async function readSources(folder) {
  const paths = await readdir(folder, { recursive: true })
  const sources = paths.filter((path) => /\.(mod|sum|go)$/.test(path)).sort()
  return Promise.all(
    sources.map(async (path) => [path, await readFile(join(folder, path), 'utf8')]),
  )
}

/**
 * @param {string} out
 * @param {readonly Target[]} targets
 */
async function outdated(out, targets) {
  const isCurrent = await Promise.all(
    targets.map(({ program, inputs, goVersion }) =>
      store.isCurrent(out, program.name, { inputs, goVersion }),
    ),
  )
  return targets.filter((_, i) => !isCurrent[i])
}

/**
 * One program after the other; what is finished stays, whatever happens to the next.
 *
 * @param {string} out
 * @param {readonly Target[]} targets
 * @param {{ go: string, report: (progress: Progress) => void }} options
 */
async function buildAll(out, targets, { go, report }) {
  for (const [i, target] of targets.entries()) {
    const name = target.program.name
    /** @type {(phase: Progress['phase'], done: number, total: number) => void} */
    const onProgress = (phase, done, total) =>
      report({ program: name, index: i + 1, count: targets.length, phase, done, total })
    onProgress('download', 0, 0)
    await buildOne(out, target, { go, onProgress })
    onProgress('done', 1, 1)
  }
}

/**
 * @param {string} out
 * @param {Target} target
 * @param {{ go: string, onProgress: Parameters<typeof compile>[0]['onProgress'] }} options
 */
async function buildOne(out, target, { go, onProgress }) {
  const { program, folder, version, toolchain, goVersion, inputs } = target
  const { name, module, licence } = program
  const into = await store.createTemporary(out)
  try {
    const tool = { path: go, toolchain }
    await compile({ name, folder, steps: target.steps, go: tool, into, onProgress })
    const paths = target.steps.flatMap(({ outputs }) => Object.keys(outputs))
    const entry = { name, version: version.replace('v', ''), licence, module, goVersion }
    await store.install(out, { from: into, paths, inputs, entry })
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}
