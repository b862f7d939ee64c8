import { execFile } from 'node:child_process'
import { access, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { arch, getuid, platform } from 'node:process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Machine } from '../machine.ts'
import { busyboxArchive, busyboxImage, busyboxMissing } from '../../engine/conformance/image.ts'
import { layout, type Layout } from './layout.mjs'
import { createLocalMachine, type LocalMachineOptions } from './local.ts'

/** For tests of real engines: homes of their own, and nothing left of them. */
const run = promisify(execFile)

const cpu = arch === 'x64' ? 'amd64' : arch
export const bundle = join(import.meta.dirname, `../../../resources/bundle/linux-${cpu}`)
export const image = busyboxImage

/** Why no engine can be tried here, or undefined. */
export async function trialMissing(): Promise<string | undefined> {
  if (platform !== 'linux') return 'this is not Linux'
  if (getuid?.() !== 0) return 'this is not root'
  try {
    await access(join(bundle, 'manifest.json'))
  } catch {
    return 'the bundle is not built (npm run bundle)'
  }
  return busyboxMissing()
}

export type Trial = {
  readonly home: string
  readonly places: Layout
  /** Another app with the same home. */
  app(options?: Partial<LocalMachineOptions>): Machine
  nerdctl(...argv: string[]): Promise<string>
  loadImage(): Promise<void>
  /** Processes whose command line names the home. */
  processes(): Promise<readonly { readonly pid: number; readonly command: string }[]>
  end(): Promise<void>
}

export async function createTrial(folder?: string): Promise<Trial> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'gf-local-')))
  const places = layout(home)
  const apps: Machine[] = []
  const app = (options: Partial<LocalMachineOptions> = {}) => {
    const machine = createLocalMachine({ home, bundle, ...options })
    apps.push(machine)
    return machine
  }
  const nerdctl = async (...argv: string[]) => {
    const host = apps.map((one) => one.host()).find((one) => one !== undefined)
    if (host === undefined) throw new Error('No app of this trial has a running machine.')
    const result = await host.run({ program: 'nerdctl', argv, timeoutMs: 30_000 })
    if (result.exitCode === 0) return result.stdout.trim()
    throw new Error(`nerdctl ${argv.join(' ')}: ${result.stderr}`)
  }
  return {
    home,
    places,
    app,
    nerdctl,
    loadImage: async () => {
      await nerdctl('load', '-i', await busyboxArchive())
    },
    processes: () => processesNaming(home),
    async end() {
      await Promise.all(apps.map((machine) => machine.dispose()))
      const last = createLocalMachine({ home, bundle })
      await last.stop()
      await last.dispose()
      await rm(home, { recursive: true, force: true })
    },
  }
}

export async function processesNaming(text: string) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return { pid, command: line.replaceAll('\0', ' ').trim() }
    }),
  )
  return all.filter(({ pid, command }) => command.includes(text) && pid !== process.pid)
}

/** What of the host names the home, its interfaces or its subnet. */
export async function traces({ home, places }: Trial, subnet: string): Promise<readonly string[]> {
  const { stdout: rules } = await run('iptables-save')
  const { stdout: links } = await run('ip', ['-br', 'link'])
  const mounts = await readFile('/proc/mounts', 'utf8')
  const network = subnet.replace(/0\/24$/, '')
  const words = [home, places.interfacePrefix, network]
  const lines = [...rules.split('\n'), ...links.split('\n'), ...mounts.split('\n')]
  const found = lines.filter((line) => words.some((word) => line.includes(word)))
  return [...found, ...(await processesNaming(home)).map(({ command }) => command)]
}

/** Waits for a state; the deadline of the test ends it. */
export async function until(
  machine: Machine,
  isReached: (state: ReturnType<Machine['state']>) => boolean,
): Promise<ReturnType<Machine['state']>> {
  const stop = new AbortController()
  for await (const state of machine.follow(stop.signal))
    if (isReached(state)) {
      stop.abort()
      return state
    }
  throw new Error('unreachable: a machine is followed until it is aborted')
}
