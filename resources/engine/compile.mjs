import { mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { goFailure } from './failure.mjs'
import { run } from './go.mjs'
import { collectLicences, copyExisting } from './licences.mjs'
import { linuxNative } from './native.mjs'

/**
 * One `go build`, complete: the same values give the same bytes.
 *
 * @typedef {object} Step
 * @property {Readonly<Record<string, string>>} outputs path in the bundle to package
 * @property {readonly string[]} tags
 * @property {string} linkerFlags
 * @property {Readonly<Record<string, string>>} env
 */

/**
 * The steps that make a program, worked out without touching anything.
 *
 * @param {import('./programs.mjs').Program} program
 * @param {{ os: string, arch: string, version: string }} target
 * @returns {readonly Step[]}
 */
export function steps(program, { os, arch, version }) {
  const { module, versionVariable } = program
  const variable = versionVariable ? ` -X ${module}/${versionVariable}=${version}` : ''
  return program.builds(arch, os).map((build) => ({
    outputs: Object.fromEntries(
      Object.entries(build.outputs).map(([path, name]) => [
        path,
        name ? `${module}/${name}` : module,
      ]),
    ),
    tags: build.tags ?? [],
    linkerFlags: `-s -w -buildid=${variable}`,
    env: {
      GOOS: build.os ?? os,
      GOARCH: arch,
      GOAMD64: 'v1',
      GOARM64: 'v8.0',
      CGO_ENABLED: build.cgo ? '1' : '0',
      GOFLAGS: '-mod=readonly',
      GOWORK: 'off',
      GO111MODULE: 'on',
      GOFIPS140: 'off',
    },
  }))
}

/**
 * Downloads, compiles and links a program, and collects the licence texts of all that is in it.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.folder where its go.mod is
 * @param {readonly Step[]} options.steps
 * @param {{ path: string, toolchain: string }} options.go
 * @param {string} options.into gets the outputs, and the texts in `licences`
 * @param {(phase: 'download' | 'compile', done: number, total: number) => void} options.onProgress
 */
export async function compile({ name, folder, steps, go, into, onProgress }) {
  const tasks = await Promise.all(
    steps.map(async (step) => {
      const native = await nativeFor(step.env)
      const env = {
        ...process.env,
        ...unset,
        ...native.env,
        ...step.env,
        GOTOOLCHAIN: go.toolchain,
      }
      return { name, folder, go: go.path, step, native, env }
    }),
  )
  /** @type {Map<string, import('./licences.mjs').LinkedPackage | undefined>} */
  const packages = new Map()
  let downloads = 0
  for (const task of tasks) {
    const linked = await listPackages(task, () => onProgress('download', ++downloads, 0))
    for (const [path, from] of linked) packages.set(path, from)
  }
  let compiled = 0
  for (const task of tasks) {
    const total = packages.size
    await build(task, into, () => onProgress('compile', Math.min(++compiled, total), total))
  }
  const texts = join(into, 'licences')
  await collectLicences(
    [...packages.values()].filter((from) => from !== undefined),
    texts,
  )
  await copyOtherTexts(tasks, texts)
}

/** What would change the result without being part of a step. */
const unset = Object.fromEntries(
  ['GOEXPERIMENT', 'CGO_CFLAGS', 'CGO_CPPFLAGS', 'CGO_LDFLAGS', 'GO_EXTLINK_ENABLED'].map(
    (name) => [name, undefined],
  ),
)

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string} folder
 * @property {string} go
 * @property {Step} step
 * @property {import('./native.mjs').Native} native
 * @property {NodeJS.ProcessEnv} env
 */

/** @param {Step['env']} env */
async function nativeFor(env) {
  const usesSeccomp = env.CGO_ENABLED === '1' && env.GOOS === 'linux'
  return usesSeccomp
    ? linuxNative(env.GOARCH)
    : { env: {}, flags: [], linkerFlags: '', libraries: [] }
}

const packageTemplate =
  '{{.ImportPath}}\t{{.Dir}}' +
  '{{with .Module}}{{if .Version}}{{if not .Replace}}\t{{.Path}}@{{.Version}}\t{{.Dir}}{{end}}{{end}}{{end}}'

/**
 * The packages that a step links; those of Go itself and our own stand-ins have no module.
 *
 * @param {Task} task
 * @param {() => void} onDownload called for each module
 */
async function listPackages({ name, folder, go, step, env }, onDownload) {
  const tags = `-tags=${step.tags.join(',')}`
  const packages = Object.values(step.outputs)
  const { code, stdout, stderr } = await run(
    go,
    ['list', '-deps', tags, '-f', packageTemplate, ...packages],
    { cwd: folder, env, onLine: (line) => line.startsWith('go: downloading') && onDownload() },
  )
  if (code !== 0) throw goFailure(name, stderr)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [path, dir, module, moduleDir] = line.split('\t')
      const from = module && { dir, module: { name: module, dir: moduleDir } }
      return /** @type {const} */ ([path, from || undefined])
    })
}

/**
 * @param {Task} task
 * @param {string} into
 * @param {() => void} onPackage called for each package that was not in Go's cache
 */
async function build({ name, folder, go, step, native, env }, into, onPackage) {
  const scratch = join(into, 'scratch')
  await mkdir(scratch, { recursive: true })
  const linkerFlags = [step.linkerFlags, native.linkerFlags].filter(Boolean).join(' ')
  const args = [
    ...['build', '-v', '-trimpath', '-buildvcs=false', ...native.flags],
    ...[`-tags=${step.tags.join(',')}`, `-ldflags=${linkerFlags}`, '-o', scratch],
    ...Object.values(step.outputs),
  ]
  const { code, stderr } = await run(go, args, { cwd: folder, env, onLine: onPackage })
  if (code !== 0) throw goFailure(name, stderr)
  for (const [output, from] of Object.entries(step.outputs)) {
    const path = join(into, output)
    await mkdir(dirname(path), { recursive: true })
    await rename(join(scratch, basename(from)), path)
  }
}

/**
 * The texts of what is linked but comes from no module: Go's own packages and C libraries.
 *
 * @param {readonly Task[]} tasks
 * @param {string} texts
 */
async function copyOtherTexts(tasks, texts) {
  const [{ go, folder, env }] = tasks
  const { stdout } = await run(go, ['env', 'GOROOT', 'GOVERSION'], { cwd: folder, env })
  const [root, version] = stdout.trim().split('\n')
  await copyExisting([join(root, 'LICENSE')], join(texts, version.replace('go', 'go@')))
  for (const library of tasks.flatMap(({ native }) => native.libraries)) {
    await copyExisting(library.texts, join(texts, library.name))
  }
}
