import { defineConfig, type Project } from '@playwright/test'

const root = `${import.meta.dirname}/..`

/** The system's Chromium: no browser is downloaded. */
const browser: Project['use'] = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: process.env['GOLDFINCH_CHROMIUM'] ?? '/usr/bin/chromium',
    // Root has no sandbox; the rest keeps the browser from talking to its maker.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
}

/** One project for each level of `npm test` that needs a browser or a window. */
export default defineConfig({
  outputDir: `${root}/e2e/results`,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 10_000,
    colorScheme: 'dark',
  },
  projects: [
    { name: 'browser-fake', testDir: `${root}/e2e/browser/fake`, workers: 2, use: browser },
    { name: 'browser-real', testDir: `${root}/e2e/browser/real`, timeout: 180_000, use: browser },
    { name: 'electron', timeout: 120_000, testDir: `${root}/e2e/electron/window` },
    { name: 'electron-sandboxed', timeout: 120_000, testDir: `${root}/e2e/electron/sandboxed` },
  ],
})
