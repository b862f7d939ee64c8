import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findGo, readGoMod } from './go.mjs'
import { thisArch } from './programs.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const bundle = join(here, '..', 'bundle', `${process.platform}-${thisArch}`)
const run = promisify(execFile)
const go = await findGo()
const manifest = await readManifest(bundle).catch(() => undefined)

describe('the bundle', () => {
  beforeEach((context) => {
    if (!manifest) context.skip(`${bundle} is not there: npm run bundle makes it`)
  })

  it.for([
    ['containerd', 'bin/containerd', ['--version'], / v(\S+)/],
    ['containerd', 'bin/ctr', ['--version'], / v(\S+)/],
    ['containerd', 'bin/containerd-shim-runc-v2', ['-v'], /Version: +v(\S+)/],
    ['runc', 'bin/runc', ['--version'], /runc version (\S+)/],
    ['nerdctl', 'bin/nerdctl', ['--version'], /version (\S+)/],
    ['buildkit', 'bin/buildkitd', ['--version'], / v(\S+)/],
    ['buildkit', 'bin/buildctl', ['--version'], / v(\S+)/],
    ['cni', 'cni/bridge', [], /CNI bridge plugin v(\S+)/],
    ['cni', 'cni/loopback', [], /CNI loopback plugin v(\S+)/],
    ['cni', 'cni/host-local', [], /CNI host-local plugin v(\S+)/],
    ['cni', 'cni/portmap', [], /CNI portmap plugin v(\S+)/],
    ['cni', 'cni/firewall', [], /CNI firewall plugin v(\S+)/],
    ['cni', 'cni/tuning', [], /CNI tuning plugin v(\S+)/],
    ['lima', 'bin/limactl', ['--version'], /version (\S+)/],
  ])('%s: %s reports the version in its go.mod', async ([name, path, args, pattern], { skip }) => {
    const program = manifest.programs.find((candidate) => candidate.name === name)
    if (!program) skip(`it was left out of the bundle: build it with --program ${name}`)
    const goMod = await readGoMod(join(here, name))
    const printed = await runBundled(path, args)
    expect({ reported: pattern.exec(printed)?.[1], manifest: program.version }).toEqual({
      reported: goMod.versionOf(program.module).slice(1),
      manifest: goMod.versionOf(program.module).slice(1),
    })
  })

  it('has a runc with seccomp', async () => {
    expect(await runBundled('bin/runc', ['--version'])).toMatch(/^libseccomp: \d+\.\d+\.\d+$/m)
  })

  it('is what its manifest says', async () => {
    const files = manifest.programs.flatMap((program) => program.files)
    const found = await Promise.all(
      files.map(async ({ path }) => {
        const content = await readFile(join(bundle, path))
        return { path, sha256: sha256(content), sizeBytes: content.length }
      }),
    )
    expect(found).toEqual(files)
  })

  it('has a licence text for every module that is linked into a program', async ({ skip }) => {
    if (!go) skip('there is no Go to read the modules from the programs with')
    const missing = []
    for (const { name, files } of manifest.programs) {
      const texts = join(bundle, 'licences', name)
      for (const module of await linkedModules(files.map(({ path }) => join(bundle, path)))) {
        const entries = await readdir(join(texts, module), { recursive: true }).catch(() => [])
        if (entries.length === 0) missing.push(`${name}: ${module}`)
      }
    }
    expect(missing).toEqual([])
  })
})

describe('building', () => {
  /** @type {string} */
  let folder
  /** @type {string} */
  let first
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'goldfinch-bundle-'))
    first = join(folder, 'first')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  beforeEach((context) => {
    if (!go) context.skip('there is no Go to build with')
  })

  it('twice, elsewhere and with nothing in the cache, gives the same bytes', async () => {
    const elsewhere = join(folder, 'elsewhere', 'engine')
    await cp(here, elsewhere, { recursive: true })
    const second = join(folder, 'second')
    await build(first, { GOCACHE: join(folder, 'cache-1') })
    await build(second, { GOCACHE: join(folder, 'cache-2') }, join(elsewhere, 'build.mjs'))
    expect(await readManifest(second)).toEqual(await readManifest(first))
    expect(await hashes(second)).toEqual(await hashes(first))
  }, 120_000)

  it('again does nothing', async () => {
    const before = await stat(join(first, 'manifest.json'))
    const { stdout } = await build(first)
    const after = await stat(join(first, 'manifest.json'))
    expect(stdout).toMatch(/^Up to date: /)
    expect(after.mtimeMs).toBe(before.mtimeMs)
  })

  it('picks up after a run that was cut short', async () => {
    const whole = await readManifest(first)
    await rm(join(first, 'cni', 'loopback'))
    await rm(join(first, '.stamps', 'cni.json'))
    await mkdir(join(first, '.building-left', 'cni'), { recursive: true })
    await writeFile(join(first, '.lock'), '4194304 1')
    const { stdout } = await build(first, { GOCACHE: join(folder, 'cache-1') })
    expect(stdout).toMatch(/^Built: /)
    expect(await readManifest(first)).toEqual(whole)
    expect((await readdir(first)).sort()).toEqual(['.stamps', 'cni', 'licences', 'manifest.json'])
  })

  it('from two sides at once is done once', async () => {
    const out = join(folder, 'both')
    const env = { GOCACHE: join(folder, 'cache-1') }
    const outcomes = await Promise.all([build(out, env), build(out, env)])
    expect(outcomes.map(({ stdout }) => stdout.split(':')[0]).sort()).toEqual([
      'Built',
      'Up to date',
    ])
    expect(await hashes(out)).toEqual(await hashes(first))
  })

  it('without a network says so in a sentence and leaves what is there', async () => {
    const whole = await hashes(first)
    const stamp = join(first, '.stamps', 'cni.json')
    const { program } = JSON.parse(await readFile(stamp, 'utf8'))
    await writeFile(stamp, JSON.stringify({ inputs: 'of another version', program }))
    const env = { GOPROXY: 'off', GOMODCACHE: join(folder, 'empty') }
    const failure = await build(first, env).catch((error) => error)
    expect(failure.stderr).toMatch(
      /^cni: cannot download \S+ v\S+: the network or the Go module proxy is out of reach\./m,
    )
    expect(await hashes(first)).toEqual(whole)
    expect(await readdir(first)).not.toContain('.lock')
  })

  it('without a network works from what was fetched before', async () => {
    const { stdout } = await build(first, { GOPROXY: 'off', GOCACHE: join(folder, 'cache-1') })
    expect(stdout).toMatch(/^Built: /)
  })
})

/**
 * @param {string} out
 * @param {Record<string, string>} [env]
 * @param {string} [script]
 */
function build(out, env, script = join(here, 'build.mjs')) {
  const args = [script, '--os', 'linux', '--arch', 'amd64', '--program', 'cni', '--out', out]
  return run(process.execPath, args, { env: { ...process.env, ...env } })
}

/** @param {string} folder */
async function readManifest(folder) {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
}

/** @param {string} folder */
async function hashes(folder) {
  const names = (await readdir(join(folder, 'cni'))).sort()
  return Promise.all(names.map(async (name) => sha256(await readFile(join(folder, 'cni', name)))))
}

/** @param {Buffer} content */
function sha256(content) {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * @param {string} path
 * @param {readonly string[]} args
 */
async function runBundled(path, args) {
  // limactl refuses to run as root, even to say its version.
  const isRefused = path === 'bin/limactl' && process.getuid?.() === 0
  const user = isRefused ? { uid: 65534, gid: 65534, env: { ...process.env, HOME: '/' } } : {}
  const { stdout, stderr } = await run(join(bundle, path), args, user)
  return `${stdout}\n${stderr}`
}

/** @param {readonly string[]} files */
async function linkedModules(files) {
  const { stdout } = await run(go.path, ['version', '-m', ...files], { maxBuffer: 2 ** 24 })
  const lines = stdout.split('\n').map((line) => line.trim().split('\t'))
  const modules = lines.flatMap(([kind, path, version], i) => {
    const isOurs = lines[i + 1]?.[0] === '=>' && lines[i + 1][1].startsWith('./')
    return (kind === 'mod' || kind === 'dep') && !isOurs ? [`${path}@${version}`] : []
  })
  return new Set(modules)
}
