#!/usr/bin/env node
import { createHash } from 'node:crypto'
import { access, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BundleError, goFailure } from './failure.mjs'
import { findGo, goToolchain, missingGo, readGoMod, run } from './go.mjs'
import { lock } from './lock.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const goFolder = join(here, 'containerd')
const stampName = '.stamp'

/** Go modules whose protocol files are used, and where their folders go among the proto files. */
const sources = [
  {
    module: 'github.com/containerd/containerd/api',
    folders: { events: 'events', runtime: 'runtime', services: 'services', types: 'types' },
  },
  {
    module: 'github.com/containerd/cgroups/v3',
    folders: {
      'cgroup1/stats': 'cgroups/cgroup1/stats',
      'cgroup2/stats': 'cgroups/cgroup2/stats',
    },
  },
]

/** Refers to google/rpc/status.proto, which is in none of the modules, and is not called here. */
const unused = ['services/introspection']

const plugin = ['@bufbuild/buf', '@bufbuild/protoc-gen-es']
const options = 'target=js+dts,import_extension=js'

/**
 * Generates containerd's clients from the protocol files in its Go modules, unless they are there
 * already. Needs node_modules, and Go to fetch the modules.
 *
 * @param {{ out?: string }} [options] `main/engine/containerd/generated`
 * @returns {Promise<{ out: string, isNew: boolean }>}
 * @throws {BundleError} missing-tool, download-failed, build-failed
 */
export async function generateClients({
  out = join(root, 'main', 'engine', 'containerd', 'generated'),
} = {}) {
  const inputs = await hashInputs()
  if (await isCurrent(out, inputs)) return { out, isNew: false }
  // Beside the bundle: ignored by git and by what watches the sources, and on the same disk.
  const bundle = join(root, 'resources', 'bundle')
  await mkdir(bundle, { recursive: true })
  const unlock = await lock(join(bundle, '.generate.lock'))
  const scratch = await mkdtemp(join(bundle, '.generate-'))
  try {
    if (await isCurrent(out, inputs)) return { out, isNew: false }
    await collectProtocols(join(scratch, 'proto'))
    await generate(scratch)
    await writeFile(join(scratch, 'generated', stampName), inputs)
    await replace(out, join(scratch, 'generated'), join(scratch, 'old'))
    return { out, isNew: true }
  } finally {
    await rm(scratch, { recursive: true, force: true })
    await unlock()
  }
}

async function hashInputs() {
  const goMod = await readGoMod(goFolder)
  const packages = plugin.map((name) => join(root, 'node_modules', name, 'package.json'))
  const tools = await Promise.all(
    packages.map(async (file) => JSON.parse(await readFile(file, 'utf8')).version),
  ).catch(() => {
    throw new BundleError('missing-tool', 'The npm packages are not installed. Run: npm install')
  })
  const modules = sources.map(({ module, folders }) => [module, goMod.versionOf(module), folders])
  const text = JSON.stringify([modules, tools, options, unused])
  return createHash('sha256').update(text).digest('hex')
}

/**
 * @param {string} out
 * @param {string} inputs
 */
async function isCurrent(out, inputs) {
  return (await readFile(join(out, stampName), 'utf8').catch(() => '')) === inputs
}

/** @param {string} proto */
async function collectProtocols(proto) {
  const folders = await moduleFolders()
  for (const { module, folders: wanted } of sources) {
    for (const [from, to] of Object.entries(wanted)) {
      await cp(join(folders.get(module), from), join(proto, to), { recursive: true })
    }
  }
  for (const folder of unused) await rm(join(proto, folder), { recursive: true, force: true })
}

/** @returns {Promise<Map<string, string>>} */
async function moduleFolders() {
  const go = await findGo()
  if (!go) throw await missingGo()
  const { toolchain } = goToolchain(go, await readGoMod(goFolder))
  const env = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off', GOTOOLCHAIN: toolchain }
  const args = ['mod', 'download', '-json', ...sources.map(({ module }) => module)]
  const { code, stdout, stderr } = await run(go.path, args, { cwd: goFolder, env })
  if (code !== 0) throw goFailure('containerd', `${stdout}\n${stderr}`)
  const modules = stdout
    .trim()
    .split(/(?<=^\})\n/m)
    .map((text) => JSON.parse(text))
  return new Map(modules.map(({ Path, Dir }) => [Path, Dir]))
}

/** @param {string} scratch */
async function generate(scratch) {
  const generator = join(root, 'node_modules', '@bufbuild', 'protoc-gen-es', 'bin', 'protoc-gen-es')
  const template = {
    version: 'v2',
    plugins: [{ local: [process.execPath, generator], out: 'generated', opt: options }],
  }
  await writeFile(join(scratch, 'buf.yaml'), 'version: v2\nmodules:\n  - path: proto\n')
  await writeFile(join(scratch, 'buf.gen.yaml'), JSON.stringify(template))
  const buf = join(root, 'node_modules', '@bufbuild', 'buf', 'bin', 'buf')
  const { code, stderr } = await run(process.execPath, [buf, 'generate'], { cwd: scratch })
  if (code !== 0) {
    throw new BundleError('build-failed', "containerd's clients could not be generated.", stderr)
  }
}

/**
 * @param {string} folder
 * @param {string} successor
 * @param {string} old where the folder goes
 */
async function replace(folder, successor, old) {
  const exists = await access(folder).then(
    () => true,
    () => false,
  )
  await mkdir(dirname(folder), { recursive: true })
  if (exists) await rename(folder, old)
  await rename(successor, folder)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  generateClients().then(
    ({ isNew }) => console.log(isNew ? 'Generated the clients.' : 'The clients are up to date.'),
    (error) => {
      console.error(error instanceof BundleError ? error.message : error)
      if (error.detail) console.error(error.detail)
      process.exitCode = 1
    },
  )
}
