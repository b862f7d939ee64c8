import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServe } from '../../support/serve.ts'
import { startDisplay, timeWindow, withEmptyApp } from '../electron.ts'
import type { Chromium, Ground } from '../ground.ts'
import type { Figure, Measure } from '../measure.ts'
import { median } from '../numbers.ts'
import { firstShown, noteWhenShown, timeShown } from '../page.ts'
import type { Product } from '../product.ts'

const rounds = 7
const aimedExtraMs = 300

/** From the start of the program to the first container on screen, the machine running. */
export const start: Measure = {
  name: 'start',
  run: async (ground) => {
    const product = await ground.fleet()
    return product.withoutBackend(async () => [
      ...(await startInWindow(ground, product)),
      await startInBrowser(ground, product),
    ])
  },
}

async function startInWindow({ root, tell }: Ground, { home }: Product): Promise<Figure[]> {
  const executable = process.env['E2E_ELECTRON']
  if (executable === undefined) {
    tell(`  no window: ${process.env['E2E_ELECTRON_MISSING'] ?? 'there is no Electron'}`)
    return []
  }
  const display = await startDisplay()
  const ours: number[] = []
  const empty: number[] = []
  const scratch = await mkdtemp(join(tmpdir(), 'gf-window-'))
  const common = { executable, display: display.name }
  const app = {
    ...common,
    folder: join(root, 'dist-e2e'),
    selector: firstShown,
    environment: { GOLDFINCH_HOME: home, GOLDFINCH_E2E_NODE: process.execPath },
  }
  try {
    await withEmptyApp(async (folder) => {
      const nothing = { ...common, folder, selector: 'main', environment: { HOME: scratch } }
      // The first of each fills the caches of the disk.
      for (let round = -1; round < rounds; round += 1) {
        const [emptyMs, oursMs] = [await timeWindow(nothing), await timeWindow(app)]
        if (round < 0) continue
        empty.push(emptyMs)
        ours.push(oursMs)
      }
    })
  } finally {
    display.end()
    await rm(scratch, { recursive: true, force: true })
  }
  const limit = { value: median(empty), what: 'an empty Electron window' }
  return [
    {
      name: 'app start to rows, window',
      unit: 'ms',
      ours: median(ours),
      limit,
      aim: { atMost: limit.value + aimedExtraMs },
      note: `medians of ${rounds}, the attaching of the test tool included in both`,
    },
  ]
}

async function startInBrowser(ground: Ground, { home }: Product): Promise<Figure> {
  const chromium = await ground.chromium()
  const ours: number[] = []
  const empty: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const [emptyMs, oursMs] = [await timeEmptyServer(chromium), await timeServe(chromium, home)]
    if (round < 0) continue
    empty.push(emptyMs)
    ours.push(oursMs)
  }
  return {
    name: 'app start to rows, browser',
    unit: 'ms',
    ours: median(ours),
    limit: { value: median(empty), what: 'Node serving an empty page to the same browser' },
    note: `medians of ${rounds}, the browser running`,
  }
}

async function timeServe(chromium: Chromium, home: string): Promise<number> {
  const startedAt = Date.now()
  const served = await startServe({ demo: false, home })
  try {
    return (await timePage(chromium, served.address, firstShown)) - startedAt
  } finally {
    await served.stop()
  }
}

async function timeEmptyServer(chromium: Chromium): Promise<number> {
  const startedAt = Date.now()
  const server = spawn(process.execPath, ['-e', emptyServer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.stdout.once('data', (text: Buffer) => resolve(String(text).trim()))
  })
  const shownAt = await timePage(chromium, address, 'main')
  server.kill()
  return shownAt - startedAt
}

const emptyServer = `const server = require('node:http').createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end('<!doctype html><main>Nothing</main>'))
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))`

async function timePage({ browser }: Chromium, address: string, selector: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await noteWhenShown(context, selector)
  const page = await context.newPage()
  await page.goto(address)
  const shownAt = await timeShown(page)
  await context.close()
  return shownAt
}
