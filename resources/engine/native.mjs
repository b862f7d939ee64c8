import { access, readFile } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { BundleError } from './failure.mjs'
import { run } from './go.mjs'
import { thisArch } from './programs.mjs'

/**
 * What compiling and linking C needs, for the one program that has some: runc, with libseccomp.
 *
 * @typedef {object} Native
 * @property {Readonly<Record<string, string>>} env
 * @property {readonly string[]} flags for `go build`
 * @property {string} linkerFlags
 * @property {readonly { name: string, texts: readonly string[] }[]} libraries linked into the program
 */

/** @type {Readonly<Record<string, string>>} */
const triplet = { amd64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }

/**
 * Finds the C compiler and libseccomp for a Linux processor; on Debian, as root, installs them.
 *
 * @param {string} arch
 * @returns {Promise<Native>}
 */
export async function linuxNative(arch) {
  const cross = process.platform !== 'linux' || thisArch !== arch
  const cc = cross ? `${triplet[arch]}-gcc` : 'cc'
  const env = {
    CC: cc,
    ...(cross && { PKG_CONFIG_LIBDIR: `/usr/lib/${triplet[arch]}/pkgconfig` }),
  }
  if (!(await isComplete(cc, env))) {
    if (!cross) await installOnDebian()
    if (!(await isComplete(cc, env))) throw missing(arch, cross)
  }
  const [seccomp, libc] = await Promise.all([version(env), libcVersion(cc)])
  if (!(await hasStaticLibraries(cc))) return { env, flags: [], linkerFlags: '', libraries: [] }
  // One file that runs on every distribution, linked as upstream links its releases.
  return {
    env,
    flags: ['-buildmode=pie'],
    linkerFlags: '-linkmode external -extldflags -static-pie',
    libraries: [
      { name: `libseccomp@${seccomp}`, texts: documents('libseccomp-dev', 'libseccomp') },
      { name: `glibc@${libc}`, texts: documents('libc6', 'glibc') },
    ],
  }
}

/**
 * Where Debian and Fedora keep the texts of these libraries, both under the LGPL.
 *
 * @param {string} debian
 * @param {string} fedora
 */
function documents(debian, fedora) {
  return [
    `/usr/share/doc/${debian}/copyright`,
    '/usr/share/common-licenses/LGPL-2.1',
    `/usr/share/licenses/${fedora}/LICENSE`,
    `/usr/share/licenses/${fedora}/COPYING.LIB`,
  ]
}

const packages = ['gcc', 'libc6-dev', 'pkg-config', 'libseccomp-dev']

/**
 * @param {string} cc
 * @param {Readonly<Record<string, string>>} env
 */
async function isComplete(cc, env) {
  const compiler = await succeeds(cc, ['--version'])
  return compiler && (await succeeds('pkg-config', ['--exists', 'libseccomp'], env))
}

/** @param {Readonly<Record<string, string>>} env */
async function version(env) {
  const options = { env: { ...process.env, ...env } }
  return (await run('pkg-config', ['--modversion', 'libseccomp'], options)).stdout.trim()
}

/** @param {string} cc */
async function libcVersion(cc) {
  const header = (await run(cc, ['-print-file-name=libc.so.6'])).stdout.trim()
  const text = await readFile(header, 'latin1').catch(() => '')
  return /GNU C Library .*? version ([\d.]+)/.exec(text)?.[1]?.replace(/\.$/, '') ?? 'unknown'
}

/** @param {string} cc */
async function hasStaticLibraries(cc) {
  const found = await Promise.all(
    ['libseccomp.a', 'libc.a'].map((name) => run(cc, [`-print-file-name=${name}`])),
  )
  return found.every(({ stdout }) => isAbsolute(stdout.trim()))
}

const aptGet = '/usr/bin/apt-get'

async function installOnDebian() {
  const isDebian = await access(aptGet).then(
    () => true,
    () => false,
  )
  if (!isDebian || process.getuid?.() !== 0) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['-y', '-o', 'DPkg::Lock::Timeout=300']
  const install = [...options, 'install', '--no-install-recommends', ...packages]
  if (await succeeds(aptGet, install, env)) return
  if (await succeeds(aptGet, [...options, 'update'], env)) await succeeds(aptGet, install, env)
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Readonly<NodeJS.ProcessEnv>} [env]
 */
async function succeeds(file, args, env) {
  return run(file, args, { env: { ...process.env, ...env } }).then(
    ({ code }) => code === 0,
    () => false,
  )
}

/**
 * @param {string} arch
 * @param {boolean} cross
 */
function missing(arch, cross) {
  const command = cross
    ? `dpkg --add-architecture ${arch} && apt-get update && ` +
      `apt-get install gcc-${triplet[arch].replaceAll('_', '-')} libc6-dev-${arch}-cross pkg-config libseccomp-dev:${arch}`
    : `apt-get install ${packages.join(' ')}`
  return new BundleError(
    'missing-tool',
    `runc for linux-${arch} needs a C compiler, pkg-config and libseccomp's development files. ` +
      `Install them; on Debian or Ubuntu with: ${command}`,
  )
}
