import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTrial, image, traces, trialMissing, type Trial } from './trial.ts'

const run = promisify(execFile)
const missing = await trialMissing()
const stopsAtOnce = ['-d', '--stop-signal', 'KILL']

describe.skipIf(missing !== undefined)(`networks of containers (${missing ?? 'real'})`, () => {
  let trial: Trial
  beforeEach(async () => {
    trial = await createTrial()
    await trial.app().start()
    await trial.loadImage()
  })
  afterEach(() => trial.end())

  const serve = ['sh', '-c', 'echo hello from $0 >index.html; exec httpd -f -p 80']

  test('a published port is reached from this computer', async () => {
    await trial.nerdctl('run', ...stopsAtOnce, '-p', '18472:80', image, ...serve, 'web')
    for (const host of ['127.0.0.1', await ownAddress()])
      expect(await fetchText(`http://${host}:18472/index.html`)).toBe('hello from web\n')
  })

  test('containers reach each other, by address and by name', async () => {
    await trial.nerdctl('network', 'create', 'shop')
    const join = ['--net', 'shop', ...stopsAtOnce]
    await trial.nerdctl('run', ...join, '--name', 'db', image, ...serve, 'db')
    await trial.nerdctl('run', ...join, '--name', 'web', image, 'sleep', '1000')
    const template = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'
    const address = await trial.nerdctl('inspect', 'db', '--format', template)
    // With nc, because the static busybox's wget crashes on its own.
    const request = String.raw`printf 'GET /index.html HTTP/1.0\r\n\r\n' | nc -w 5 "$0" 80`
    for (const host of ['db', address])
      expect(await trial.nerdctl('exec', 'web', 'sh', '-c', request, host)).toContain(
        'hello from db',
      )
  })

  test('a container asks the name servers of this computer', async () => {
    const text = await trial.nerdctl('run', '--rm', image, 'cat', '/etc/resolv.conf')
    const servers = (of: string) => of.match(/^nameserver (?!127\.).+$/gm) ?? []
    const own = servers(await readFile('/etc/resolv.conf', 'utf8'))
    if (own.length > 0) expect(servers(text)).toEqual(own)
    else expect(servers(text).length).toBeGreaterThan(0)
  })

  test('bridges and leases are this home’s own, also of a network made in a terminal', async () => {
    const { places } = trial
    const before = await readdir('/var/lib/cni/networks').catch(() => [])
    await trial.nerdctl('network', 'create', 'front')
    await trial.nerdctl('run', ...stopsAtOnce, '--net', 'front', image, 'sleep', '1000')
    const { stdout } = await run('ip', ['-br', 'link', 'show', 'type', 'bridge'])
    const ours = stdout.split('\n').filter((line) => line.startsWith(places.interfacePrefix))
    expect(ours).toHaveLength(1)
    expect(stdout).not.toContain(`br-${sha256Of.front}`)
    expect(await readdir(places.run.leases)).toEqual(['front'])
    expect(await readdir('/var/lib/cni/networks').catch(() => [])).toEqual(before)
    const file = join(places.cni.networks, 'default/nerdctl-front.conflist')
    await expect
      .poll(() => readFile(file, 'utf8'))
      .toContain(`"bridge": "${places.interfacePrefix}`)
    await trial.nerdctl('rm', '-f', await trial.nerdctl('ps', '-q'))
    await trial.nerdctl('network', 'rm', 'front')
    const left = await run('ip', ['-br', 'link', 'show', 'type', 'bridge'])
    expect(left.stdout).not.toContain(places.interfacePrefix)
  })

  test('two homes run side by side and touch nothing of each other', async () => {
    const other = await createTrial()
    try {
      await other.app().start()
      await other.loadImage()
      for (const one of [trial, other]) {
        await one.nerdctl('network', 'create', 'same')
        const port = one === trial ? '18473' : '18474'
        const published = ['-p', `${port}:80`, '--net', 'same', '--name', 'same']
        await one.nerdctl('run', ...stopsAtOnce, ...published, image, ...serve, one.home)
      }
      const page = (port: number) => fetchText(`http://127.0.0.1:${port}/index.html`)
      expect(await page(18473)).toBe(`hello from ${trial.home}\n`)
      expect(await page(18474)).toBe(`hello from ${other.home}\n`)
      await other.end()
      expect(await traces(other, '10.0.0.0/24')).toEqual([])
      expect(await page(18473)).toBe(`hello from ${trial.home}\n`)
    } finally {
      await other.end()
    }
  })
})

const sha256Of = { front: '2d8d693177ac' }

async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) })
  return answer.text()
}

/** The address with which this computer goes out. */
async function ownAddress(): Promise<string> {
  const { stdout } = await run('ip', ['-4', '-o', 'addr', 'show', 'scope', 'global'])
  const lines = stdout.split('\n').filter((line) => !/ (gf|br-|nerdctl|veth|docker)/.test(line))
  return /inet ([\d.]+)/.exec(lines[0] ?? '')?.[1] ?? '127.0.0.1'
}
