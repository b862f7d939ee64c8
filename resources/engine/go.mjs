import { spawn } from 'node:child_process'
import { access, constants, readFile, readdir, realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { BundleError } from './failure.mjs'

/** The oldest Go that can fetch the one a go.mod names. */
const oldest = '1.21'

/**
 * A Go command that can build the bundle: the first on PATH, or else the newest in the usual
 * folders. Absent when there is none, or only older ones. Starts no process where Go's folder has
 * its VERSION file.
 *
 * @returns {Promise<{ path: string, version: string } | undefined>} version as in "1.26.8"
 */
export async function findGo() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const go = folder && (await goIn(folder))
    if (go) return go
  }
  const installed = await readdir('/usr/lib').catch(() => [])
  const folders = installed
    .filter((name) => name.startsWith('go-'))
    .map((name) => `/usr/lib/${name}/bin`)
  const found = await Promise.all(['/usr/local/go/bin', ...folders].map(goIn))
  return found
    .filter((go) => go !== undefined)
    .sort((a, b) => compareVersions(b.version, a.version))[0]
}

/** @param {string} folder */
async function goIn(folder) {
  const path = join(folder, process.platform === 'win32' ? 'go.exe' : 'go')
  if (!(await isExecutable(path))) return undefined
  const version = (await versionFile(path)) ?? (await askVersion(path))
  return version && compareVersions(version, oldest) >= 0 ? { path, version } : undefined
}

/** @param {string} path */
async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** @param {string} path */
async function versionFile(path) {
  const file = join(dirname(dirname(await realpath(path))), 'VERSION')
  const text = await readFile(file, 'utf8').catch(() => '')
  return /^go(\S+)/.exec(text)?.[1]
}

/** @param {string} path */
async function askVersion(path) {
  const env = { ...process.env, GOTOOLCHAIN: 'local' }
  const { stdout } = await run(path, ['env', 'GOVERSION'], { env })
  return /^go(\S+)/.exec(stdout)?.[1]
}

/**
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => (version.match(/\d+/g) ?? []).map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference) return difference
  }
  return 0
}

/**
 * What a go.mod says: the oldest Go it accepts, the one to fetch, and the versions it requires.
 *
 * @param {string} folder
 */
export async function readGoMod(folder) {
  const text = await readFile(join(folder, 'go.mod'), 'utf8')
  const go = /^go (\S+)/m.exec(text)?.[1] ?? oldest
  return {
    go,
    toolchain: /^toolchain go(\S+)/m.exec(text)?.[1] ?? go,
    /** @param {string} module */
    versionOf: (module) => {
      const line = text.split('\n').find((line) =>
        line
          .replace(/^require|\t/g, '')
          .trim()
          .startsWith(`${module} `),
      )
      if (!line)
        throw new BundleError('invalid-input', `${folder}: go.mod does not require ${module}.`)
      return line.trim().replace('require ', '').split(' ')[1]
    },
  }
}

/**
 * What GOTOOLCHAIN has to be for a go.mod, and the version of Go that then compiles.
 *
 * @param {{ version: string }} go
 * @param {{ go: string, toolchain: string }} goMod
 */
export function goToolchain(go, goMod) {
  return compareVersions(go.version, goMod.go) >= 0
    ? { toolchain: 'local', goVersion: go.version }
    : // Named, because Debian's Go does not fetch another one unless told so.
      { toolchain: `go${goMod.toolchain}`, goVersion: goMod.toolchain }
}

/** The error for a computer where findGo finds none, with what its package manager offers. */
export async function missingGo() {
  const { stdout } = await run('apt-cache', ['pkgnames', 'golang-1.']).catch(() => ({ stdout: '' }))
  const newest = stdout
    .split('\n')
    .filter((name) => /^golang-1\.\d+-go$/.test(name) && compareVersions(name, oldest) >= 0)
    .sort(compareVersions)
    .at(-1)
  const how = newest ? `Install it with: apt-get install ${newest}` : 'Get it from go.dev/dl.'
  return new BundleError(
    'missing-tool',
    `Building the engine's programs needs Go ${oldest} or later, and there is none. ${how}`,
  )
}

/**
 * Runs a program to its end. Never rejects for an exit code.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * onLine sees the lines of standard error
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function run(file, args, { cwd, env, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    createInterface({ input: child.stderr }).on('line', (line) => {
      stderr += `${line}\n`
      onLine?.(line)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }))
  })
}
