import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Product } from '../bench/product.ts'
import { busyboxImage } from '../support/image.ts'
import { blog, containerfile, programs, shop } from './programs.ts'

const execute = promisify(execFile)

/** Two projects and some containers by themselves, in all states, made by nerdctl. */
export async function makeScene(product: Product, tell: (text: string) => void): Promise<void> {
  const folder = join(product.home, 'scene')
  tell('building the images')
  await buildImages(product, folder)
  tell('starting the projects')
  const port = await choosePorts()
  for (const [name, file] of Object.entries({ shop, blog })) {
    const path = join(folder, `${name}.yaml`)
    await writeFile(path, file(port))
    await product.tools.nerdctl('compose', '-p', name, '-f', path, 'up', '-d')
  }
  await makeSingles(product, port)
  await product.tools.nerdctl('namespace', 'create', 'staging')
  await checkHealth(product)
}

async function buildImages({ tools }: Product, folder: string): Promise<void> {
  for (const program of programs) {
    const context = join(folder, program.name)
    await mkdir(context, { recursive: true })
    await writeFile(join(context, 'program'), program.script)
    await writeFile(join(context, 'Dockerfile'), containerfile(program, busyboxImage))
    await tools.nerdctl('build', '-q', '-t', program.image, context)
  }
}

async function makeSingles({ tools }: Product, port: (usual: number) => number): Promise<void> {
  const run = (...argv: readonly string[]) => tools.nerdctl('run', '-d', ...argv)
  await run(
    '--name',
    'grafana',
    '-p',
    `${port(3001)}:3000`,
    '--restart',
    'always',
    'grafana/grafana:11.5.2',
  )
  await run('--name', 'scratch', busyboxImage, 'sleep', '1000000')
  await run('--name', 'load-test', 'shop/api:2.8.1', 'node', 'load.js')
  await tools.nerdctl('pause', 'load-test')
  await run('--name', 'import-2026-11', busyboxImage, 'sh', '-c', 'echo importing; exit 3')
  await run('--name', 'nightly-report', busyboxImage, 'sleep', '1000000')
  await tools.nerdctl('kill', 'nightly-report')
  await tools.nerdctl(
    'create',
    '--name',
    'next-release',
    '-p',
    `${port(8090)}:80`,
    'nginx:1.27-alpine',
  )
  // Long enough for those that end to have ended.
  await sleep(2000)
}

/** Nothing checks health here without systemd. */
async function checkHealth({ tools }: Product): Promise<void> {
  for (const name of ['shop-api-1', 'shop-db-1'])
    await tools.nerdctl('container', 'healthcheck', name)
}

/** The usual port, or the next one that neither a program nor another engine of this host has. */
async function choosePorts(): Promise<(usual: number) => number> {
  const { stdout: rules } = await execute('iptables-save', ['-t', 'nat'])
  const sockets = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')),
  )
  const published = [...rules.matchAll(/--dports? (\d+)/g)].map(([, number]) => Number(number))
  const listening = [...sockets.join('').matchAll(/: [0-9A-F]+:([0-9A-F]{4}) /g)].map(([, hex]) =>
    Number.parseInt(hex ?? '', 16),
  )
  const taken = new Set([...published, ...listening])
  return (usual) => {
    let port = usual
    while (taken.has(port)) port += 1
    taken.add(port)
    return port
  }
}
