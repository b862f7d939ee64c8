import { app, dialog, nativeTheme, shell } from 'electron'
import { AppError } from '../../preload/contract/errors.ts'
import { Namespace } from '../../preload/contract/scope.ts'
import { offerConnections, superviseBackend } from './backend.ts'
import { linkTo } from './link.ts'
import { setMenu } from './menu.ts'
import { appFile, bundleFolder } from './paths.ts'
import { askBeforeQuit } from './quitting.ts'
import { isWebAddress } from './security.ts'
import { followSituation, type Situation } from './situation.ts'
import { createTray } from './tray.ts'
import { trayModel, type TrayAction } from './tray-model.ts'
import { createWindows } from './windows.ts'

const isUp = ({ machine }: Situation) =>
  machine?.status === 'running' || machine?.status === 'degraded'

/** Everything the desktop adds to the app: window, tray, menu, and the backend's supervision. */
export async function openShell(home: string): Promise<void> {
  const ending = new AbortController()
  const backend = superviseBackend({
    entry: appFile('dist/main/backend.cjs'),
    environment: { GOLDFINCH_HOME: home, GOLDFINCH_BUNDLE: bundleFolder() },
    args: process.argv.includes('--demo') ? ['--demo'] : [],
    onGone: () => {
      windows.send('backend-gone')
      link.drop()
    },
  })
  const link = linkTo(backend)
  const windows = createWindows(home, () => {
    if (!known.current().settings.keepInTray) app.quit()
  })
  offerConnections(backend)
  const tray = createTray((action) => void reported(perform(action)))
  const known = followSituation(link.client, (situation) => draw(situation), ending.signal)

  function draw(situation: Situation): void {
    nativeTheme.themeSource = situation.settings.theme
    tray.draw(trayModel({ ...situation, containers: [...situation.containers.values()] }))
  }
  const machine = async (verb: 'start' | 'stop' | 'restart') => {
    const { connection } = known.current()
    if (connection !== undefined) await link.client.machine[verb]({ connection })
  }
  async function perform(action: TrayAction): Promise<void> {
    if (action.type === 'show') await windows.show(action.path)
    if (action.type === 'quit') app.quit()
    if (action.type === 'start-machine') await machine('start')
    if (action.type === 'stop-machine') await machine('stop')
    if (action.type === 'browse' && isWebAddress(action.address))
      await shell.openExternal(action.address)
    if (action.type === 'stop-container') {
      const { connection } = known.current()
      const namespace = Namespace.parse('default')
      if (connection !== undefined)
        await link.client.containers.stop({ connection, namespace, id: action.id })
    }
  }
  nativeTheme.on('updated', () => windows.setBackground())
  draw(known.current())
  setMenu({
    go: (path) => void windows.show(path),
    startMachine: () => void reported(machine('start')),
    stopMachine: () => void reported(machine('stop')),
    restartMachine: () => void reported(machine('restart')),
  })
  app.on('second-instance', () => void windows.show())
  app.on('activate', () => void windows.show())
  askBeforeQuit({
    situation: () => ({
      isMachineUp: isUp(known.current()),
      runningContainers: runningIn(known.current()),
      onQuit: known.current().settings.onQuit,
    }),
    stopMachine: () => machine('stop'),
    release: async () => {
      ending.abort()
      await windows.keepPlace()
      await backend.stop()
      tray.dispose()
    },
  })
  await windows.show()
}

const runningIn = ({ containers }: Situation) =>
  [...containers.values()].filter(({ state }) => state === 'running' || state === 'paused').length

/** What tray and menu started has no page to complain in. */
async function reported(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    const { message, hint } =
      error instanceof AppError ? error.data : { message: String(error), hint: undefined }
    await dialog.showMessageBox({
      type: 'error',
      message,
      ...(hint === undefined ? {} : { detail: hint }),
    })
  }
}
