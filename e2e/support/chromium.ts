import { chromium, type BrowserServer, type Page } from '@playwright/test'
import type { Served } from './serve.ts'

/** The system's Chromium, as the tests have it; its process is there to be measured. */
export function launchChromium(flags: readonly string[] = []): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: process.env['GOLDFINCH_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      // Root has no sandbox; the rest keeps the browser from talking to its maker.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  })
}

/** Shows the token, and then the place. */
export async function enter(
  page: Page,
  { address, origin }: Pick<Served, 'address' | 'origin'>,
  path: string,
): Promise<void> {
  await page.goto(address)
  await page.waitForURL((url) => !url.searchParams.has('token'))
  await page.goto(new URL(path, origin).href)
}
