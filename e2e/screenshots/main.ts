import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type Page } from '@playwright/test'
import { startProduct, type Product } from '../bench/product.ts'
import { enter, launchChromium } from '../support/chromium.ts'
import { connectTo } from '../support/client.ts'
import { startServe, type Served } from '../support/serve.ts'
import { makeScene } from './scene.ts'
import { brokenShots, runningShots, stoppedShots, themes, type Shot, type Theme } from './shots.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'dist/screenshots')
const readmeFolder = join(root, 'resources/screenshots')
const largestBytes = 200_000

const { values: wanted } = parseArgs({
  options: { readme: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const problems: string[] = []
const tell = (text: string): void => void process.stderr.write(`· ${text}\n`)

async function main(): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const server = await launchChromium()
  const browser = await chromium.connect(server.wsEndpoint())
  try {
    const product = await startProduct(root)
    try {
      await makeScene(product, tell)
      await takeRunning(browser, product)
      await takeStopped(browser, product)
    } finally {
      tell('cleaning up')
      await product.dispose()
    }
    await takeBroken(browser)
  } finally {
    await server.close()
  }
  if (wanted.readme) await copyForReadme()
}

async function takeRunning(browser: Browser, product: Product): Promise<void> {
  const ids = await idsByName(product)
  await takeAll(browser, product.served(), runningShots(ids))
}

async function takeStopped(browser: Browser, product: Product): Promise<void> {
  const { machine } = product.client()
  const { connection } = product.scope
  await machine.stop({ connection })
  await takeAll(browser, product.served(), stoppedShots)
  for (const theme of themes) {
    await withPage(browser, { served: product.served(), theme, path: '/' }, async (page) => {
      const started = machine.start({ connection })
      await page.waitForTimeout(150)
      await save(page, `overview-starting-${theme}`)
      await started
      await save(page, `overview-started-${theme}`)
    })
    await machine.stop({ connection })
  }
}

/** An engine that cannot be started: its programs are not there. */
async function takeBroken(browser: Browser): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'gf-'))
  const served = await startServe({
    demo: false,
    home,
    env: { GOLDFINCH_BUNDLE: join(home, 'none') },
  })
  const connected = await connectTo(served.address)
  const { client } = connected
  try {
    const [connection] = (await client.system.info({})).connections
    if (connection === undefined) throw new Error('There is no connection.')
    await client.machine
      .start({ connection: connection.id })
      .catch(() => tell('broken, as planned'))
    await takeAll(browser, served, brokenShots)
  } finally {
    connected.close()
    await served.stop()
    await rm(home, { recursive: true, force: true })
  }
}

async function takeAll(browser: Browser, served: Served, shots: readonly Shot[]): Promise<void> {
  for (const shot of shots.filter(({ name }) => wanted.only === undefined || name === wanted.only))
    for (const theme of themes) {
      tell(`${shot.name}, ${theme}`)
      await withPage(browser, { served, theme, path: shot.path }, async (page) => {
        await page.waitForTimeout(700)
        try {
          await shot.prepare?.(page)
        } catch (error) {
          problems.push(`${shot.name}, ${theme}: ${String(error).split('\n')[0] ?? ''}`)
        }
        await page.waitForTimeout(400)
        await save(page, `${shot.name}-${theme}`)
      })
    }
}

async function withPage(
  browser: Browser,
  { served, theme, path }: { served: Served; theme: Theme; path: string },
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`)
  })
  await enter(page, served, path)
  await work(page)
  await context.close()
}

const save = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) })

async function idsByName(product: Product): Promise<ReadonlyMap<string, string>> {
  const { client, scope } = product
  for await (const item of client().containers.follow(scope))
    if (item.type === 'snapshot') return new Map(item.rows.map(({ name, id }) => [name, id]))
  throw new Error('There is no list of containers.')
}

async function copyForReadme(): Promise<void> {
  await mkdir(readmeFolder, { recursive: true })
  for (const { name, readme } of runningShots(new Map())) {
    if (readme === undefined) continue
    const source = join(folder, `${name}-${readme}.png`)
    const { size } = await stat(source)
    if (size > largestBytes) problems.push(`${name}-${readme}.png has ${size} bytes`)
    await copyFile(source, join(readmeFolder, `${name}.png`))
  }
}

process.exitCode = await main().then(
  () => 0,
  (error: unknown) => {
    console.error(error)
    return 1
  },
)
for (const problem of problems) console.error(problem)
console.log(folder)
process.exit()
