/**
 * The folder of a bundle. Each program has a stamp that says what it was built from; the manifest
 * is made of the stamps.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { programs } from './programs.mjs'

/**
 * @typedef {{ path: string, sha256: string, sizeBytes: number }} BundledFile
 * @typedef {{ name: string, version: string, licence: string, module: string, goVersion: string, files: readonly BundledFile[] }} BundledProgram
 * @typedef {{ os: string, arch: string, goVersion: string, programs: readonly BundledProgram[] }} Manifest
 * @typedef {{ inputs: string, program: BundledProgram }} Stamp
 */

const temporary = '.building-'

/** @param {string} out */
export async function create(out) {
  await mkdir(join(out, '.stamps'), { recursive: true })
}

/** @param {string} out */
export async function createTemporary(out) {
  return mkdtemp(join(out, temporary))
}

/**
 * Removes what runs left behind that did not come to their end.
 *
 * @param {string} out
 */
export async function removeLeftovers(out) {
  const names = (await readdir(out)).filter((name) => name.startsWith(temporary))
  await Promise.all(names.map((name) => rm(join(out, name), { recursive: true })))
}

/**
 * Whether a program was built from these inputs and its files are there. Where there is no Go to
 * build it with, a program by any Go will do.
 *
 * @param {string} out
 * @param {string} name
 * @param {{ inputs: string, goVersion?: string }} wanted
 */
export async function isCurrent(out, name, { inputs, goVersion }) {
  const stamp = await readStamp(out, name)
  if (stamp?.inputs !== inputs) return false
  if (goVersion && stamp.program.goVersion !== goVersion) return false
  const found = await Promise.all(
    stamp.program.files.map(({ path, sizeBytes }) =>
      stat(join(out, path)).then(
        ({ size }) => size === sizeBytes,
        () => false,
      ),
    ),
  )
  return found.every(Boolean)
}

/**
 * Moves a built program into its place. The stamp goes first and comes back last, so that a run
 * that ends in between is not taken for a finished one.
 *
 * @param {string} out
 * @param {{ from: string, paths: readonly string[], inputs: string, entry: Omit<BundledProgram, 'files'> }} built
 */
export async function install(out, { from, paths, inputs, entry }) {
  const files = await Promise.all(paths.map((path) => describe(from, path)))
  await rm(stampFile(out, entry.name), { force: true })
  for (const path of paths) {
    await mkdir(dirname(join(out, path)), { recursive: true })
    await rename(join(from, path), join(out, path))
  }
  const texts = join(out, 'licences', entry.name)
  await rm(texts, { recursive: true, force: true })
  await mkdir(dirname(texts), { recursive: true })
  await rename(join(from, 'licences'), texts)
  await replace(stampFile(out, entry.name), toText({ inputs, program: { ...entry, files } }))
}

/**
 * What the manifest has to say: every program that is there, also those that the last run was not
 * asked for.
 *
 * @param {string} out
 * @param {{ os: string, arch: string }} platform
 * @returns {Promise<Manifest>}
 */
export async function describeBundle(out, platform) {
  const stamps = await Promise.all(programs.map(({ name }) => readStamp(out, name)))
  const bundled = stamps.filter((stamp) => stamp !== undefined).map(({ program }) => program)
  const goVersion = [...new Set(bundled.map((program) => program.goVersion))].join(', ')
  return { ...platform, goVersion, programs: bundled }
}

/**
 * @param {string} out
 * @param {Manifest} manifest
 */
export async function hasManifest(out, manifest) {
  const text = await readFile(manifestFile(out), 'utf8').catch(() => '')
  return text === toText(manifest)
}

/**
 * @param {string} out
 * @param {{ os: string, arch: string }} platform
 */
export async function writeManifest(out, platform) {
  const manifest = await describeBundle(out, platform)
  if (manifest.programs.length > 0) await replace(manifestFile(out), toText(manifest))
}

/** @param {string} out */
function manifestFile(out) {
  return join(out, 'manifest.json')
}

/**
 * @param {string} out
 * @param {string} name
 * @returns {Promise<Stamp | undefined>}
 */
async function readStamp(out, name) {
  try {
    return JSON.parse(await readFile(stampFile(out, name), 'utf8'))
  } catch {
    return undefined // missing or cut short: either way the program has to be built
  }
}

/**
 * @param {string} out
 * @param {string} name
 */
function stampFile(out, name) {
  return join(out, '.stamps', `${name}.json`)
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {Promise<BundledFile>}
 */
async function describe(folder, path) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of createReadStream(join(folder, path))) {
    hash.update(chunk)
    sizeBytes += chunk.length
  }
  return { path, sha256: hash.digest('hex'), sizeBytes }
}

/** @param {object} value */
function toText(value) {
  return `${JSON.stringify(value, null, 2)}\n`
}

/**
 * @param {string} file
 * @param {string} text
 */
async function replace(file, text) {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}
