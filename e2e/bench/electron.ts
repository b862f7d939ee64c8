import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import type { WebContents } from 'electron'
import { whenShown } from './page.ts'

/** A display that nobody sees. */
export async function startDisplay(): Promise<{ readonly name: string; end(): void }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const name = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.stdout.once('data', (number: Buffer) => resolve(`:${String(number).trim()}`))
  })
  return { name, end: () => void server.kill() }
}

type Start = {
  readonly executable: string
  readonly folder: string
  readonly display: string
  readonly environment: Readonly<Record<string, string>>
  /** What is looked for. */
  readonly selector: string
}

/** Milliseconds from the start of the program to what is looked for on screen. */
export async function timeWindow(start: Start): Promise<number> {
  const startedAt = Date.now()
  const app = await _electron.launch({
    executablePath: start.executable,
    args: [start.folder],
    env: { ...inherited(), ...start.environment, DISPLAY: start.display },
    timeout: 30_000,
  })
  try {
    // Asked in the program itself: nothing but the page tells when it has drawn.
    const shownAt = await app.evaluate(
      ({ app: program, webContents }, script) =>
        new Promise<number>((resolve, reject) => {
          const ask = (contents: WebContents) =>
            void contents.executeJavaScript(script).then(resolve, reject)
          webContents.getAllWebContents().forEach(ask)
          program.on('web-contents-created', (_, contents) =>
            contents.once('dom-ready', () => ask(contents)),
          )
        }),
      whenShown(start.selector),
    )
    return shownAt - startedAt
  } finally {
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
    })
    await app.close()
  }
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )

/** The least that an Electron program can be: a window with a word in it. */
export async function withEmptyApp<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gf-empty-'))
  const main = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<main>Nothing</main>')
})
app.on('window-all-closed', () => app.quit())
`
  try {
    const description = { name: 'empty', version: '1.0.0', main: 'main.cjs' }
    await writeFile(join(folder, 'package.json'), JSON.stringify(description))
    await writeFile(join(folder, 'main.cjs'), main)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
