import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Machine } from '../machine.ts'
import { localFiles } from './files.ts'
import { bundle, createTrial, trialMissing, until, type Trial } from './trial.ts'

const run = promisify(execFile)
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
const missing = await trialMissing()

const refusal = async (machine: Machine) => {
  const error: unknown = await machine.start().then(
    () => 'it started',
    (reason: unknown) => reason,
  )
  return error instanceof AppError ? error.data : error
}

describe.skipIf(missing !== undefined)(`what goes wrong (${missing ?? 'real'})`, () => {
  let trial: Trial
  beforeEach(async () => {
    trial = await createTrial()
  })
  afterEach(() => trial.end())

  test('stale sockets and half-written files of a crash are healed', async () => {
    const { places } = trial
    const files = [
      places.config.containerd,
      places.config.buildkitd,
      places.config.nerdctl,
      places.record,
      places.lock,
      join(places.cni.plugins, 'bridge'),
      join(places.cni.networks, 'nerdctl-bridge.conflist'),
    ]
    for (const file of files) {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, '{"pid": 1, [half')
    }
    await mkdir(places.run.folder, { recursive: true })
    await staleSocket(places.sockets.containerd)
    await staleSocket(places.sockets.buildkit)
    const machine = trial.app()
    await machine.start()
    await until(machine, ({ timeline }) => timeline?.stages.at(-1)?.state === 'done')
    const note = machine.state().timeline?.stages[1]?.note
    expect(note).toBe('Rewrote containerd.toml, buildkitd.toml, nerdctl.toml, bridge.')
    await trial.loadImage()
  })

  test('containerd that is killed while it starts ends the start, and the next one goes well', async () => {
    const { places } = trial
    const machine = trial.app()
    const killed = (async () => {
      const stop = new AbortController()
      for await (const { name } of localFiles.watch(places.logs.folder, stop.signal)) {
        const isBegun = name === undefined || name === 'containerd.log'
        const all = isBegun ? await trial.processes() : []
        const daemon = all.find(({ command }) => command.includes('/bin/containerd --config'))
        if (daemon !== undefined) return process.kill(daemon.pid, 'SIGKILL')
      }
      return false
    })()
    const [error] = await Promise.all([refusal(machine), killed])
    if (error !== 'it started') {
      expect(error).toMatchObject({ code: 'failed', detail: matching(/SIGKILL/) })
      expect(machine.state()).toMatchObject({
        status: 'broken',
        problem: { stage: matching(/^containe(rd|rs)$/) },
      })
    }
    await machine.start()
    expect((await stat(places.sockets.containerd)).isSocket()).toBe(true)
  })

  test('a program that took the socket is left alone', async () => {
    const { places } = trial
    await mkdir(places.run.folder, { recursive: true })
    const server = createServer().listen(places.sockets.containerd)
    await once(server, 'listening')
    expect(await refusal(trial.app())).toMatchObject({
      code: 'conflict',
      reason: 'socket-taken',
      message: `Another program answers on ${places.sockets.containerd}, where containerd has to.`,
    })
    server.close()
  })

  test('a damaged database is explained with the log', async () => {
    const machine = trial.app()
    await machine.start()
    await machine.stop()
    const database = join(trial.places.data.containerd, 'io.containerd.metadata.v1.bolt/meta.db')
    await writeFile(database, 'no database at all'.repeat(1000))
    const error = await refusal(machine)
    expect(error).toMatchObject({ message: 'containerd does not run: its database is damaged.' })
    const { status, problem } = machine.state()
    expect({ status, stage: problem?.stage }).toEqual({ status: 'broken', stage: 'containerd' })
    expect(problem?.logTail.join('\n')).toContain('invalid database')
    await rm(database)
    await machine.start()
    expect(machine.state()).not.toHaveProperty('problem')
  })

  test('without iptables nothing is started, and the message says how to install it', async () => {
    const path = await pathWithout('iptables')
    const machine = trial.app({ path })
    expect(await refusal(machine)).toMatchObject({
      code: 'unavailable',
      reason: 'iptables-missing',
      hint: matching(/^Install it: .+ iptables/),
    })
    expect(machine.state()).toMatchObject({ status: 'broken', problem: { stage: 'checks' } })
    expect(await trial.processes()).toEqual([])
    await rm(path, { recursive: true })
  })

  test('an incomplete bundle is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gf-bundle-'))
    await run('cp', ['-rl', `${bundle}/.`, folder])
    await rm(join(folder, 'bin/runc'))
    await rm(join(folder, 'bin/nerdctl'))
    await writeFile(join(folder, 'bin/nerdctl'), 'x')
    expect(await refusal(trial.app({ bundle: folder }))).toMatchObject({
      code: 'unavailable',
      reason: 'bundle-incomplete',
      detail: 'bin/runc is missing\nbin/nerdctl is incomplete',
    })
    await rm(folder, { recursive: true })
  })

  test('a subnet that somebody took meanwhile is left to him', async () => {
    const machine = trial.app()
    await machine.start()
    const before = await subnetOf(trial)
    await machine.stop()
    const link = `${trial.places.interfacePrefix.replace('gf', 'xx')}-t`
    await run('ip', ['link', 'add', link, 'type', 'bridge'])
    await run('ip', ['addr', 'add', before.replace('.0/24', '.1/24'), 'dev', link])
    await run('ip', ['link', 'set', link, 'up'])
    try {
      await machine.start()
      const after = await subnetOf(trial)
      expect(after).not.toBe(before)
      expect(machine.state().timeline?.stages[2]?.note).toContain(
        `Addresses ${before} are now used by ${link}: containers move to ${after}.`,
      )
    } finally {
      await run('ip', ['link', 'del', link])
    }
  })

  test('a home on a full or read-only disk is explained with figures, and works once it is not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gf-disk-'))
    await run('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'none', folder])
    const small = await createTrial(folder)
    try {
      await writeFile(join(folder, 'ballast'), Buffer.alloc(300 * 1024 * 1024))
      const machine = small.app()
      expect(await refusal(machine)).toMatchObject({
        code: 'exhausted',
        reason: 'disk-full',
        message: matching(/is full: \d+ MB are free, at least 200 MB are needed\.$/),
      })
      await run('dd', ['if=/dev/zero', `of=${folder}/rest`, 'bs=4k']).catch(() => undefined)
      expect(await refusal(machine)).toMatchObject({ code: 'exhausted', reason: 'disk-full' })
      await rm(join(folder, 'ballast'))
      await rm(join(folder, 'rest'))
      await machine.start()
      expect(machine.state().timeline?.stages[0]?.note).toMatch(/^Only \d+ MB are free/)
      await machine.stop()
      await run('mount', ['-o', 'remount,ro', folder])
      expect(await refusal(machine)).toMatchObject({ code: 'denied', reason: 'home-not-writable' })
    } finally {
      await run('mount', ['-o', 'remount,rw', folder]).catch(() => undefined)
      await small.end().catch(() => undefined)
      await run('umount', ['-l', folder])
      await rm(folder, { recursive: true })
    }
  })

  test('a home that is a file is explained', async () => {
    const home = join(trial.home, 'file')
    await writeFile(home, '')
    expect(await refusal(trial.app({ home }))).toMatchObject({
      code: 'denied',
      reason: 'home-not-writable',
      message: `${home} cannot be written to.`,
    })
  })

  test('a home whose path is long has its sockets elsewhere', async () => {
    const long = await createTrial(join(trial.home, 'a'.repeat(80), 'b'.repeat(80)))
    const machine = long.app()
    await machine.start()
    expect(machine.state().paths.containerdSocket).toMatch(/^[/]run[/]goldfinch[/][0-9a-f]{8}[/]/)
    await long.loadImage()
    await long.nerdctl('run', '--rm', '--net', 'none', 'busybox:1.35', 'true')
    await long.end()
  })

  test('an ordinary user is told that root is needed', async () => {
    const script = `
      const { createLocalMachine } = await import(process.argv[1])
      process.setuid(65534)
      const machine = createLocalMachine({ home: process.argv[2], bundle: process.argv[3] })
      await machine.start().catch((error) => console.log(JSON.stringify(error.data)))
      process.exit()`
    // The check of who runs it is made when the module is loaded.
    const early = script.replace(/(const \{[^\n]+\n)\s+(process\.setuid[^\n]+\n)/, '$2$1')
    const argv = ['--input-type=module', '-e', early, import.meta.resolve('./local.ts')]
    const child = spawn(process.execPath, [...argv, '/nonexistent', bundle], { cwd: '/' })
    let printed = ''
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()))
    await once(child, 'close')
    expect(JSON.parse(printed)).toMatchObject({ code: 'denied', reason: 'not-root' })
  })
})

/** A socket's file that nobody listens on any more. */
async function staleSocket(path: string): Promise<void> {
  const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 9))`
  const child = spawn(process.execPath, ['-e', script, path])
  await once(child, 'exit')
  expect((await stat(path)).isSocket()).toBe(true)
}

/** All programs of the system but those that begin with a word. */
async function pathWithout(word: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gf-path-'))
  for (const name of ['env', 'mount', 'umount', 'ip', 'sed', 'sh'].filter((one) => one !== word)) {
    const { stdout } = await run('which', [name])
    await symlink(stdout.trim(), join(folder, name))
  }
  return folder
}

async function subnetOf({ places }: Trial): Promise<string> {
  const record: unknown = JSON.parse(await readFile(places.record, 'utf8'))
  return typeof record === 'object' && record !== null && 'subnet' in record
    ? String(record.subnet)
    : ''
}
