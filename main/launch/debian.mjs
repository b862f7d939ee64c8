import { access, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainFailure } from './failure.mjs'
import { runJob } from './tool.mjs'

/** @typedef {Pick<import('./setup.mjs').Setup, 'log' | 'signal'>} Ground */

/** Whether this process may install with apt. */
export async function canInstall() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return false
  return access('/usr/bin/apt-get').then(
    () => true,
    () => false,
  )
}

/**
 * Those of the packages that are not installed.
 *
 * @param {readonly string[]} names
 * @param {Ground} ground
 */
export async function missingPackages(names, ground) {
  const format = ['-W', '-f', '${Package} ${db:Status-Status}\n']
  const { lines } = await run('dpkg-query', [...format, ...names], ground)
  return names.filter((name) => !lines.includes(`${name} installed`))
}

/**
 * @param {readonly string[]} names
 * @param {Ground} ground
 * @param {import('./report.mjs').Progress} progress
 */
export async function installDebianPackages(names, ground, progress) {
  progress('asking Debian what there is')
  await apt([], ['update'], ground)
  await install([], names, ground, progress)
}

/**
 * Installs the newest Go that Debian has, from backports where its own is too old. The list of
 * sources of this computer stays as it is.
 *
 * @param {Ground} ground
 * @param {import('./report.mjs').Progress} progress
 */
export async function installGo(ground, progress) {
  progress('asking Debian what there is')
  await apt([], ['update'], ground)
  const own = newestGo(await packageNames([], ground))
  if (own) return install([], [own], ground, progress)
  const scratch = await mkdtemp(join(tmpdir(), 'goldfinch-apt-'))
  try {
    const options = await backports(scratch, ground)
    await apt(options, ['update'], ground)
    const go = newestGo(await packageNames(options, ground))
    if (go) await install(options, [go], ground, progress)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/**
 * Options with which apt sees the main archive and its backports, and nothing else.
 *
 * @param {string} scratch
 * @param {Ground} ground
 */
async function backports(scratch, ground) {
  const format = ['--format', '$(REPO_URI) $(CODENAME)', 'Created-By: Packages', 'Component: main']
  const { lines } = await run('apt-get', ['indextargets', ...format], ground)
  const list = join(scratch, 'sources.list')
  const lists = join(scratch, 'lists')
  await mkdir(join(lists, 'partial'), { recursive: true })
  await chmod(scratch, 0o755) // apt downloads as a user of its own
  await writeFile(list, withBackports(lines))
  const places = {
    'Dir::Etc::SourceList': list,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': lists,
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
  }
  return Object.entries(places).flatMap(([name, value]) => ['-o', `${name}=${value}`])
}

/**
 * @param {readonly string[]} targets lines of a repository and its code name
 */
export function withBackports(targets) {
  const main = targets.find((line) => /^\S+\/debian\/? [a-z]+$/.test(line)) ?? ''
  const [uri, name] = main.split(' ')
  return uri ? `deb ${uri} ${name} main\ndeb ${uri} ${name}-backports main\n` : ''
}

/**
 * The newest package of a Go that can fetch the toolchain it is asked for.
 *
 * @param {readonly string[]} names
 */
export function newestGo(names) {
  const versions = names
    .map((name) => Number(/^golang-1\.(\d+)-go$/.exec(name)?.[1]))
    .filter((minor) => minor >= 21)
    .sort((a, b) => b - a)
  return versions.length > 0 ? `golang-1.${versions[0]}-go` : undefined
}

/**
 * @param {readonly string[]} options
 * @param {Ground} ground
 */
async function packageNames(options, ground) {
  return (await run('apt-cache', [...options, 'pkgnames', 'golang-1.'], ground)).lines
}

/**
 * @param {readonly string[]} options
 * @param {readonly string[]} names
 * @param {Ground} ground
 * @param {import('./report.mjs').Progress} progress
 */
async function install(options, names, ground, progress) {
  progress(`installing ${names.join(', ')}`)
  let done = 0
  const onLine = (/** @type {string} */ line) => {
    if (/^(Unpacking|Setting up) /.test(line)) progress(`${line.split(' (')[0]} (${++done})`)
  }
  const outcome = await apt(options, ['install', '--no-install-recommends', ...names], {
    ...ground,
    onLine,
  })
  if (outcome.code === 0) return
  const told = outcome.lines.filter((line) => /^[EW]: /.test(line))
  const hint = `Install them yourself: apt-get install ${names.join(' ')}`
  throw explainFailure('Installing from Debian', told.length ? told : outcome.lines, hint)
}

/**
 * @param {readonly string[]} options
 * @param {readonly string[]} args
 * @param {Ground & { onLine?: (line: string) => void }} ground
 */
function apt(options, args, ground) {
  const always = ['-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3']
  return run('apt-get', [...always, ...options, ...args], ground)
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Ground & { onLine?: (line: string) => void }} ground
 */
function run(file, args, { signal, log, onLine }) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
  return runJob({ command: { file, args, env } }, { signal, log, onLine, linesKept: 10_000 })
}
