import { expect } from '@playwright/test'
import { endEngine, engineHome, engineLack } from '../../support/engine.ts'
import { mainJourney, startMachine, stopMachine } from '../../support/journey.ts'
import { launch, quit, test } from '../app.ts'
import { backendOf } from '../backend.ts'
import { readTray } from '../tray.ts'

const lack = await engineLack()
test.skip(lack !== undefined, lack)

test('the main journey in a real window, on the real engine', async () => {
  const home = await engineHome()
  const { app, page, complaints } = await launch({ home, isDemo: false })
  try {
    await mainJourney(page)
    await stopMachine(page)
    expect(complaints).toEqual([])
  } finally {
    await quit(app)
    await endEngine(home)
  }
})

test('a killed backend heals: the machine, the tray and the page come back', async () => {
  const home = await engineHome()
  const { app, page } = await launch({ home, isDemo: false })
  try {
    await startMachine(page)
    const gone = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const { webContents } = BrowserWindow.getAllWindows()[0] ?? {}
          const send = webContents?.send.bind(webContents)
          if (webContents === undefined || send === undefined) return
          webContents.send = (channel: string, ...words: unknown[]) => {
            if (channel === 'backend-gone') resolve()
            send(channel, ...words)
          }
        }),
    )
    process.kill(await backendOf(await app.evaluate(() => process.pid)), 'SIGKILL')
    await gone
    await expect(page.getByRole('contentinfo').getByText('Machine running')).toBeVisible()
    await expect.poll(async () => (await readTray(app)).labels).toContain('Stop machine')
    await stopMachine(page)
  } finally {
    await quit(app)
    await endEngine(home)
  }
})
