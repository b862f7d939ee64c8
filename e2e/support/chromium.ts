import { chromium, type BrowserServer } from '@playwright/test'

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
