import { spawn } from 'node:child_process'
import type { Browser, BrowserServer, Page } from '@playwright/test'
import type { Measure } from '../measure.ts'
import { openPage } from '../ground.ts'
import { firstRow, listPath } from '../page.ts'
import { processTree, residentMegabytes } from '../processes.ts'
import { readFile } from 'node:fs/promises'

/** What the backend and the page hold, with two hundred containers on screen. */
export const memory: Measure = {
  name: 'memory',
  run: async (ground) => {
    const product = await ground.fleet()
    const { browser, server } = await ground.chromium()
    const page = await openPage({ browser, server }, product.served(), listPath)
    await firstRow(page).waitFor()
    const backend = await residentMegabytes(product.served().process.pid ?? 0)
    const ours = await pageMegabytes(server)
    const heap = await heapMegabytes(page)
    await page.context().close()
    const empty = await emptyPageMegabytes(browser, server)
    return [
      {
        name: 'memory of the backend',
        unit: 'MB',
        ours: backend,
        limit: { value: await bareNodeMegabytes(), what: 'Node with nothing in it' },
        note: 'resident set',
      },
      {
        name: 'memory of the page',
        unit: 'MB',
        ours,
        limit: { value: empty, what: 'an empty page' },
        note: 'resident set of its process, shared libraries of the browser included',
      },
      { name: "memory of the page's objects", unit: 'MB', ours: heap, note: 'JavaScript heap' },
    ]
  },
}

async function emptyPageMegabytes(browser: Browser, server: BrowserServer): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.setContent('<!doctype html><title>Empty</title><p>Nothing')
  const megabytes = await pageMegabytes(server)
  await context.close()
  return megabytes
}

/** Of the page's process: of all renderers the largest, because one may be kept in reserve. */
async function pageMegabytes(server: BrowserServer): Promise<number> {
  const pids = await processTree(server.process().pid ?? 0)
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return command.includes('--type=renderer') ? residentMegabytes(pid) : 0
    }),
  )
  return Math.max(...sizes)
}

async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

async function bareNodeMegabytes(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log(1)'])
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const megabytes = await residentMegabytes(child.pid ?? 0)
  child.kill()
  return megabytes
}
