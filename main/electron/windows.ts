import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appFile } from './paths.ts'
import { origin } from './security.ts'
import { fitToDisplays, readWindowState, writeWindowState } from './window-state.ts'

export type Windows = {
  /** Brings the window to the front, makes it first where there is none, and goes to a place. */
  show(path?: string): Promise<void>
  /** Tells the page something; nobody hears it while there is no window. */
  send(channel: 'backend-gone' | 'go', ...values: readonly string[]): void
  setBackground(): void
  /** Writes down where the window is; the app may end afterwards. */
  keepPlace(): Promise<void>
}

/** The app has one window; closing it is up to `onClosed`. */
export function createWindows(home: string, onClosed: () => void): Windows {
  const stateFile = join(home, 'window.json')
  let opening: Promise<BrowserWindow> | undefined
  let current: BrowserWindow | undefined
  let kept = Promise.resolve()

  const open = async (path: string): Promise<BrowserWindow> => {
    const window = await openWindow(stateFile, path)
    current = window
    window.on('close', () => {
      kept = keep(window, stateFile)
    })
    window.once('closed', () => {
      opening = undefined
      current = undefined
      onClosed()
    })
    return window
  }
  return {
    async show(path) {
      if (opening === undefined) {
        opening = open(path ?? '/')
        await opening
        return
      }
      const window = await opening
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      if (path !== undefined) window.webContents.send('go', path)
    },
    send: (channel, ...values) => current?.webContents.send(channel, ...values),
    setBackground: () => current?.setBackgroundColor(background()),
    keepPlace: async () => {
      if (current !== undefined) kept = keep(current, stateFile)
      await kept
    },
  }
}

/** What is seen before the page paints: the page's own background (tokens.css, --bg). */
const background = () => (nativeTheme.shouldUseDarkColors ? '#0f1113' : '#f4f4f1')

async function openWindow(stateFile: string, path: string): Promise<BrowserWindow> {
  const state = await readWindowState(stateFile)
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(
    (display) => display.workArea,
  )
  const window = new BrowserWindow({
    ...fitToDisplays(state.bounds, areas),
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Goldfinch',
    icon: appFile('resources/icons/icon.png'),
    backgroundColor: background(),
    webPreferences: {
      preload: appFile('dist/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (state.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  loadAgainWhenGone(window)
  await window.loadURL(`${origin}${path}`)
  return window
}

async function keep(window: BrowserWindow, stateFile: string): Promise<void> {
  const state = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
  try {
    await writeWindowState(stateFile, state)
  } catch (cause) {
    console.error('The place of the window could not be kept:', cause)
  }
}

function loadAgainWhenGone(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    console.error(`The page ended (${reason}); it is loaded again.`)
    window.webContents.reload()
  })
}
