import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test'
import { legacyElectron } from '../support/setup/electron.mjs'

const root = join(import.meta.dirname, '../..')

export type Launched = {
  readonly app: ElectronApplication
  readonly page: Page
  /** What page and shell complained of, in order. */
  readonly complaints: readonly string[]
}
type LaunchOptions = {
  readonly home: string
  readonly isDemo?: boolean
  readonly timeoutMs?: number
  /** The binary of a packaged app, instead of the built folder. */
  readonly packaged?: string
  /** With Chromium's sandbox; not for root. */
  readonly isSandboxed?: boolean
  readonly environment?: Readonly<Record<string, string>>
}

/** Opens the built app in a real window, with all its state in one folder of its own. */
export async function launch({
  home,
  isDemo = true,
  timeoutMs = 30_000,
  packaged,
  isSandboxed = false,
  environment = {},
}: LaunchOptions): Promise<Launched> {
  const electron = await legacyElectron()
  if ('missing' in electron) throw new Error(electron.missing)
  const app = await _electron.launch({
    executablePath: packaged ?? electron.path,
    chromiumSandbox: isSandboxed,
    args: [
      ...(packaged === undefined ? [join(root, 'dist-e2e')] : []),
      ...(isDemo ? ['--demo'] : []),
    ],
    env: {
      ...definedOnly(process.env),
      GOLDFINCH_HOME: home,
      GOLDFINCH_VALIDATE: '1',
      GOLDFINCH_E2E_NODE: process.execPath,
      ...environment,
    },
    timeout: timeoutMs,
  })
  const complaints: string[] = []
  app.process().stderr?.on('data', (chunk: Buffer) => {
    const text = String(chunk)
    // Chromium's own complaints of a machine without D-Bus and GPU are not ours.
    if (!/ERROR:|WARNING:|dbus|DevTools listening|Debugger/.test(text)) complaints.push(text.trim())
  })
  const page = await app.firstWindow()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { app, page, complaints }
}

/** What the test runner says of its own colours would make Node complain of the contradiction. */
const ofTheRunner = ['NO_COLOR', 'FORCE_COLOR']

const definedOnly = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || ofTheRunner.includes(name) ? [] : [[name, value]],
    ),
  )

/** Quits without the question, whatever runs. */
export async function quit(app: ElectronApplication): Promise<void> {
  await answerQuestions(app, 0)
  await app.close()
}

/** Native dialogs cannot be clicked in a test: from now on the button with this number is pressed. */
export async function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false })
  }, button)
}

/** `home`: a folder for one test. `launched`: the app in it, quit afterwards. */
export const test = base.extend<{ home: string; launched: Launched }>({
  // Playwright reads which fixtures are wanted from this pattern.
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'goldfinch-electron-'))
    await use(home)
    await rm(home, { recursive: true, force: true })
  },
  launched: async ({ home }, use) => {
    const launched = await launch({ home })
    await use(launched)
    await quit(launched.app)
  },
})
