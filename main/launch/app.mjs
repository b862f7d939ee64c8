import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { explainFailure } from './failure.mjs'
import { npm } from './npm.mjs'
import { runJob } from './tool.mjs'

const folders = ['main', 'preload', 'renderer']
const files = ['package.json', 'package-lock.json']
const outputs = [
  'main/index.cjs',
  'main/backend.cjs',
  'main/serve.cjs',
  'preload/index.cjs',
  'renderer/index.html',
]

/**
 * Builds the three parts of the app, unless they stand for these very sources already.
 *
 * @param {import('./setup.mjs').Setup} setup
 * @param {import('./report.mjs').Progress} progress
 */
export async function buildApp({ root, log, signal }, progress) {
  const stamp = join(root, 'dist', '.launch', 'app')
  const sources = await hashSources(root)
  if (await isCurrent(root, stamp, sources)) return
  await rm(stamp, { force: true })
  let built = 0
  progress('building 1 of 3')
  const { code, lines } = await runJob(
    { command: { ...npm(['run', 'build']), cwd: root, env: { ...process.env, NO_COLOR: '1' } } },
    {
      signal,
      log,
      onLine: (line) => {
        if (/built in /.test(line)) progress(`building ${Math.min(++built + 1, 3)} of 3`)
      },
    },
  )
  if (code !== 0)
    throw explainFailure(
      'Building the app',
      lines,
      'Restore changed sources, or run npm run check.',
    )
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, sources)
}

/**
 * @param {string} root
 * @param {string} stamp
 * @param {string} sources
 */
async function isCurrent(root, stamp, sources) {
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== sources) return false
  const missing = outputs.map((name) =>
    access(join(root, 'dist', name)).then(
      () => false,
      () => true,
    ),
  )
  return !(await Promise.all(missing)).includes(true)
}

/**
 * One hash of everything that the build reads.
 *
 * @param {string} root
 */
async function hashSources(root) {
  const found = await Promise.all(folders.map((folder) => listSources(root, folder)))
  const paths = [...files, ...found.flat()].sort()
  const contents = await Promise.all(paths.map((path) => readFile(join(root, path))))
  const hash = createHash('sha256')
  for (const [i, path] of paths.entries()) {
    hash.update(`${path}\0${contents[i].length}\0`)
    hash.update(contents[i])
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} folder
 */
async function listSources(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(relative(root, entry.parentPath ?? entry.path), entry.name))
    .map((path) => path.split(sep).join('/'))
}

/**
 * Tests and texts do not change what is built.
 *
 * @param {string} name
 */
export function isSource(name) {
  return !/\.test\.\w+$|\.md$/.test(name)
}
