import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { steps } from './compile.mjs'
import { goFailure } from './failure.mjs'
import { compareVersions, findGo, goToolchain, readGoMod } from './go.mjs'
import { lock } from './lock.mjs'
import { programs, usualPrograms } from './programs.mjs'

const here = dirname(fileURLToPath(import.meta.url))

/** @type {string} */
let folder
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goldfinch-build-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the recipes', () => {
  it.each(programs)(
    '$name is a tool of its go.mod, at one version, with checksums',
    async (recipe) => {
      const goMod = await readFile(join(here, recipe.name, 'go.mod'), 'utf8')
      const goSum = await readFile(join(here, recipe.name, 'go.sum'), 'utf8')
      const version = (await readGoMod(join(here, recipe.name))).versionOf(recipe.module)
      const planned = steps(recipe, { os: recipe.systems[0], arch: 'amd64', version })
      const packages = planned.flatMap(({ outputs }) => Object.values(outputs))
      expect(packages.filter((name) => !new RegExp(`\\b${name}$`, 'm').test(goMod))).toEqual([])
      expect(goSum).toContain(`${recipe.module} ${version} h1:`)
    },
  )

  it('name the versions that the product promises', async () => {
    const versions = await Promise.all(
      programs.map(async ({ name, module }) => {
        const goMod = await readGoMod(join(here, name))
        return [name, goMod.versionOf(module)]
      }),
    )
    expect(Object.fromEntries(versions)).toEqual({
      containerd: 'v2.3.4',
      runc: 'v1.5.1',
      nerdctl: 'v2.3.5',
      buildkit: 'v0.32.2',
      cni: 'v1.9.1',
      lima: 'v2.2.0',
    })
  })

  it('leave the engine out of a computer that runs it in a machine', () => {
    expect(usualPrograms('linux')).toEqual(['containerd', 'runc', 'nerdctl', 'buildkit', 'cni'])
    expect(usualPrograms('darwin')).toEqual(['lima'])
  })

  it('give limactl the guest agent under the name it looks for', () => {
    const lima = programs.find(({ name }) => name === 'lima')
    const paths = ['amd64', 'arm64'].map((arch) =>
      steps(lima, { os: 'linux', arch, version: 'v2.2.0' }).flatMap(({ outputs }) =>
        Object.keys(outputs),
      ),
    )
    expect(paths).toEqual([
      ['bin/limactl', 'share/lima/lima-guestagent.Linux-x86_64'],
      ['bin/limactl', 'share/lima/lima-guestagent.Linux-aarch64'],
    ])
  })
})

describe('the choice of Go', () => {
  const goMod = { go: '1.26.3', toolchain: '1.26.8' }

  it.each([
    ['1.26.3', { toolchain: 'local', goVersion: '1.26.3' }],
    ['1.27', { toolchain: 'local', goVersion: '1.27' }],
    ['1.26.2', { toolchain: 'go1.26.8', goVersion: '1.26.8' }],
    ['1.21.0', { toolchain: 'go1.26.8', goVersion: '1.26.8' }],
  ])('with Go %s installed is %o', (version, expected) => {
    expect(goToolchain({ version }, goMod)).toEqual(expected)
  })

  it('takes the first on PATH that is new enough, without running it', async () => {
    const folders = await Promise.all(['1.19.8', '1.30.1', '1.31'].map(installGo))
    vi.stubEnv('PATH', folders.join(':'))
    expect(await findGo()).toEqual({ path: join(folders[1], 'go'), version: '1.30.1' })
    vi.unstubAllEnvs()
  })

  it('orders versions by number', () => {
    expect(['1.9', '1.26.8', '1.26', '1.26.10'].sort(compareVersions)).toEqual([
      '1.9',
      '1.26',
      '1.26.8',
      '1.26.10',
    ])
  })
})

/** @param {string} version */
async function installGo(version) {
  const bin = join(folder, version, 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'go'), '', { mode: 0o755 })
  await writeFile(join(folder, version, 'VERSION'), `go${version}\ntime 2026-01-01T00:00:00Z\n`)
  return bin
}

describe('a failure of go', () => {
  // As printed by go 1.26.8.
  it.each([
    [
      'download-failed',
      'cni: cannot download github.com/containernetworking/plugins v1.9.1: ',
      'github.com/containernetworking/plugins@v1.9.1: Get "http://127.0.0.1:1/github.com/containernetworking/plugins/@v/v1.9.1.zip": dial tcp 127.0.0.1:1: connect: connection refused\n',
    ],
    [
      'download-failed',
      'cni: cannot download github.com/containernetworking/plugins v1.9.1: ',
      'go: downloading github.com/containernetworking/plugins v1.9.1\nmodule lookup disabled by GOPROXY=off\n',
    ],
    [
      'download-failed',
      'cni: cannot download go1.26.8: ',
      'go: downloading go1.26.8 (linux/amd64)\ngo: download go1.26.8: golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64: Get "http://127.0.0.1:1/golang.org/toolchain/@v/v0.0.1-go1.26.8.linux-amd64.zip": dial tcp 127.0.0.1:1: connect: connection refused\n',
    ],
    [
      'download-failed',
      'cni: cannot download go1.26.8: ',
      'go: downloading go1.26.8 (linux/amd64)\ngo: download go1.26.8 for linux/amd64: toolchain not available\n',
    ],
    [
      'checksum-mismatch',
      'cni: github.com/vishvananda/netns v0.0.5 is not what go.sum says',
      'verifying github.com/vishvananda/netns@v0.0.5: checksum mismatch\n\tdownloaded: h1:DfiHV+j8bA32MFM7bfEunvT8IAqQ/NzSJHtcmW5zdEY=\n\tgo.sum:     h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nSECURITY ERROR\nThis download does NOT match an earlier download recorded in go.sum.\n',
    ],
    ['build-failed', 'cni: go build failed: x.go:1:1: expected', 'x.go:1:1: expected package\n'],
  ])('is told as %s', (code, message, printed) => {
    const error = goFailure('cni', printed)
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
  })
})

describe('the lock', () => {
  it('lets one in at a time', async () => {
    const file = join(folder, 'lock')
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        const unlock = await lock(file)
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setTimeout(resolve, 20))
        inside--
        await unlock()
      }),
    )
    expect({ most, left: await readdir(folder) }).toEqual({ most: 1, left: [] })
  })

  it('is taken over from an owner that is gone', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    const file = join(folder, 'lock')
    await writeFile(file, `${child.pid} 1`)
    let waited = false
    const unlock = await lock(file, () => (waited = true))
    await unlock()
    expect({ waited, left: await readdir(folder) }).toEqual({ waited: false, left: [] })
  })

  it.runIf(process.platform === 'linux')(
    'is taken over from a zombie',
    async () => {
      // The shell becomes a program that does not ask after the child it has inherited.
      const script = `${process.execPath} -e '' & echo $!; exec sleep 5`
      const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
      const [pid] = await once(parent.stdout.setEncoding('utf8'), 'data')
      const file = join(folder, 'lock')
      await vi.waitUntil(async () => / Z /.test(await readFile(`/proc/${pid.trim()}/stat`, 'utf8')))
      const startTime = (await readFile(`/proc/${pid.trim()}/stat`, 'utf8')).split(' ')[21]
      await writeFile(file, `${pid.trim()} ${startTime}`)
      const unlock = await lock(file)
      await unlock()
      parent.kill()
      expect(await readdir(folder)).toEqual([])
    },
    2_000,
  )

  it('is taken over from a process that has got the number of its owner', async () => {
    const file = join(folder, 'lock')
    await writeFile(file, `${process.pid} 1`)
    const unlock = await lock(file)
    await unlock()
    expect(await readdir(folder)).toEqual([])
  }, 2_000)
})
