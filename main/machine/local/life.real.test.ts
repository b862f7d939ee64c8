import { readFile, stat, symlink, writeFile, mkdir } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withContainerd } from './containers.ts'
import { createTrial, image, traces, trialMissing, until, type Trial } from './trial.ts'

const run = promisify(execFile)
const missing = await trialMissing()

describe.skipIf(missing !== undefined)(`a machine's life (${missing ?? 'real'})`, () => {
  let trial: Trial
  beforeEach(async () => {
    trial = await createTrial()
  })
  afterEach(() => trial.end())

  const pidOf = async (program: string) =>
    (await trial.processes()).find(({ command }) => command.includes(`/bin/${program} --config`))
      ?.pid

  const kill = async (program: string) => {
    const pid = await pidOf(program)
    if (pid === undefined) throw new Error(`${program} does not run.`)
    process.kill(pid, 'SIGKILL')
  }

  test('a start is a timeline, and what it says is true', async () => {
    const machine = trial.app()
    expect(machine.host()).toBeUndefined()
    await machine.start()
    const state = await until(machine, ({ timeline }) => timeline?.stages.at(-1)?.state === 'done')
    expect(state.status).toBe('running')
    expect(state.timeline?.stages.map(({ id, state: stage }) => [id, stage])).toEqual(
      ['checks', 'configuration', 'network', 'containerd', 'containers', 'buildkit'].map((id) => [
        id,
        'done',
      ]),
    )
    expect(state.timeline?.tookMs).toBeGreaterThan(0)
    expect(state.versions).toMatchObject({ containerd: '2.3.4', nerdctl: '2.3.5' })
    expect(state).not.toHaveProperty('problem')
    expect(await trial.nerdctl('info', '--format', '{{.Driver}}')).toBe('overlayfs')
    const host = machine.host()
    await trial.nerdctl('volume', 'create', 'some')
    expect((await stat(host?.dataStore ?? '')).isDirectory()).toBe(true)
  })

  test('a stop leaves nothing of it on the host', async () => {
    const machine = trial.app()
    await machine.start()
    await trial.loadImage()
    const web = ['run', '-d', '-p', '127.0.0.1:18471:80', '--stop-signal', 'KILL']
    await trial.nerdctl(...web, image, 'httpd', '-f')
    await trial.nerdctl('network', 'create', 'own')
    await trial.nerdctl('run', '-d', '--net', 'own', '--stop-signal', 'KILL', image, 'sleep', '99')
    const paused = ['run', '-d', '--name', 'paused', '--stop-signal', 'KILL', image, 'sleep', '99']
    await trial.nerdctl(...paused)
    await trial.nerdctl('pause', 'paused')
    const subnet = await subnetOf(trial)
    expect((await traces(trial, subnet)).length).toBeGreaterThan(10)
    await machine.stop()
    expect(await traces(trial, subnet)).toEqual([])
    expect(machine.state()).toMatchObject({ status: 'stopped', timeline: { action: 'stop' } })
    expect(machine.state().timeline?.stages[1]?.note).toBe('3 stopped.')
  })

  test('containers outlive the app and are found again', async () => {
    const first = trial.app()
    await first.start()
    await trial.loadImage()
    const id = await trial.nerdctl('run', '-d', '--stop-signal', 'KILL', image, 'sleep', '1000')
    const pid = await pidOf('containerd')
    await first.dispose()
    const second = trial.app()
    const state = await until(second, ({ status }) => status === 'running')
    expect(state.versions).toMatchObject({ containerd: '2.3.4' })
    expect(await pidOf('containerd')).toBe(pid)
    expect(await trial.nerdctl('ps', '-q', '--no-trunc')).toBe(id)
    await second.start()
    expect(await pidOf('containerd')).toBe(pid)
  })

  test('a killed containerd comes back, and containers run on', async () => {
    const machine = trial.app()
    await machine.start()
    await trial.loadImage()
    await trial.nerdctl('run', '-d', '--stop-signal', 'KILL', '--name', 'on', image, 'sleep', '999')
    const inside = await trial.nerdctl('inspect', 'on', '--format', '{{.State.Pid}}')
    const before = await pidOf('containerd')
    await kill('containerd')
    await until(machine, ({ status }) => status === 'starting')
    const state = await until(machine, ({ status }) => status === 'running')
    expect(state.timeline?.stages.find(({ id }) => id === 'containerd')?.note).toContain('SIGKILL')
    expect(await pidOf('containerd')).not.toBe(before)
    expect(await trial.nerdctl('inspect', 'on', '--format', '{{.State.Pid}}')).toBe(inside)
    await kill('containerd')
    const broken = await until(machine, ({ status }) => status === 'broken')
    expect(broken.problem).toMatchObject({ stage: 'containerd', code: 'failed' })
    expect(broken.problem?.logTail.length).toBeGreaterThan(0)
    await machine.start()
    expect(await trial.nerdctl('inspect', 'on', '--format', '{{.State.Pid}}')).toBe(inside)
  })

  test('a killed containerd of a found machine is noticed as well', async () => {
    const first = trial.app()
    await first.start()
    await first.dispose()
    const second = trial.app()
    await until(second, ({ status }) => status === 'running')
    await kill('containerd')
    await until(second, ({ status }) => status === 'starting')
    await until(second, ({ status }) => status === 'running')
  })

  test('without BuildKit containers run on, and a start brings it back', async () => {
    const machine = trial.app()
    await machine.start()
    await until(machine, ({ timeline }) => timeline?.stages.at(-1)?.state === 'done')
    await kill('buildkitd')
    const degraded = await until(machine, ({ status }) => status === 'degraded')
    expect(degraded.problem).toMatchObject({ stage: 'buildkit' })
    expect(machine.host()).toBeDefined()
    await machine.start()
    await until(machine, ({ timeline }) => timeline?.stages.at(-1)?.state === 'done')
    expect(machine.state().status).toBe('running')
  })

  test('containerd that died while no app was there is started by the next one', async () => {
    const first = trial.app()
    await first.start()
    await trial.loadImage()
    await trial.nerdctl('run', '-d', '--stop-signal', 'KILL', image, 'sleep', '1000')
    await first.dispose()
    await kill('containerd')
    const second = trial.app()
    await until(second, ({ status }) => status === 'running')
    expect(await trial.nerdctl('ps', '-q')).not.toBe('')
  })

  test('two apps with one home share one engine, and see what the other does', async () => {
    const [one, other] = [trial.app(), trial.app()]
    await Promise.all([one.start(), other.start()])
    const daemons = await trial.processes()
    expect(daemons.filter(({ command }) => command.includes('/bin/containerd --'))).toHaveLength(1)
    await one.stop()
    await until(other, ({ status }) => status === 'stopped')
    await other.start()
    await until(one, ({ status }) => status === 'running')
  })

  test('what a restart policy keeps running comes back with the machine', async () => {
    const machine = trial.app()
    await machine.start()
    await trial.loadImage()
    const policy = ['--restart', 'always', '--stop-signal', 'KILL']
    await trial.nerdctl('run', '-d', '--name', 'back', ...policy, image, 'sleep', '1000')
    await machine.restart()
    await someTaskStarts(trial)
    expect(await trial.nerdctl('ps', '--format', '{{.Names}}')).toBe('back')
  })

  test('a terminal with the exported variables uses the same engine', async () => {
    const machine = trial.app()
    await machine.start()
    await trial.loadImage()
    const script = `import(process.argv[1]).then(async ({ environment }) => {
      console.log(await environment({ root: process.argv[2], home: process.argv[3] })) })`
    const here = import.meta.dirname
    const argv = ['-e', script, join(here, 'environment.mjs'), join(here, '../../..'), trial.home]
    const { stdout: exports } = await run(process.execPath, argv)
    const file = join(trial.home, 'Dockerfile')
    await mkdir(join(trial.home, 'context'))
    await writeFile(file, `FROM ${image}\nRUN echo built > /built\n`)
    const typed = `${exports}
      nerdctl run --rm ${image} echo from nerdctl
      nerdctl build -q -t made -f ${file} ${trial.home}/context >/dev/null 2>&1
      nerdctl run --rm made cat /built
      ctr images ls -q | grep made`
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', CONTAINERD_NAMESPACE: 'x' }
    const { stdout } = await run('bash', ['-euc', typed], { env })
    expect(stdout.split('\n')).toEqual([
      'from nerdctl',
      'built',
      'docker.io/library/made:latest',
      '',
    ])
  })

  test('a home behind a symbolic link is the same home', async () => {
    const link = `${trial.home}-link`
    await symlink(trial.home, link)
    const machine = trial.app({ home: link })
    await machine.start()
    await trial.nerdctl('ps')
    expect(machine.state().paths.home).toBe(trial.home)
    await run('rm', [link])
  })
})

async function subnetOf({ places }: Trial): Promise<string> {
  const record: unknown = JSON.parse(await readFile(places.record, 'utf8'))
  return typeof record === 'object' && record !== null && 'subnet' in record
    ? String(record.subnet)
    : ''
}

/** The monitor of restart policies looks every ten seconds. */
async function someTaskStarts({ places }: Trial): Promise<void> {
  await withContainerd(places.sockets.containerd, async (clients) => {
    const events = clients.events.subscribe({ filters: ['topic=="/tasks/start"'] })
    for await (const { topic } of events) if (topic === '/tasks/start') return
  })
}
