import { expect } from '@playwright/test'
import { answerQuestions, launch, quit, test } from '../app.ts'
import { backendOf } from '../backend.ts'
import { pressTray, readTray } from '../tray.ts'

test('opens on the overview without a complaint', async ({ launched: { page, complaints } }) => {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('link', { name: /Containers/ })).toBeVisible()
  expect(complaints).toEqual([])
})

test('the tray shows machine and containers, and its items act', async ({
  launched: { app, page },
}) => {
  await expect
    .poll(() => readTray(app))
    .toMatchObject({
      toolTip: expect.stringMatching(/^Goldfinch: machine running, \d+ containers running$/),
      labels: expect.arrayContaining([
        'Machine running',
        'Stop machine',
        'shop-api-1/Open localhost:8080',
      ]),
    })
  await pressTray(app, 'shop-api-1/Logs')
  await expect(page).toHaveURL(/\/containers\?.*tab=logs/)
  await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true')
  await pressTray(app, 'shop-api-1/Stop shop-api-1')
  await expect.poll(async () => (await readTray(app)).labels).not.toContain('shop-api-1')
})

test('stopping and starting the machine from the tray', async ({ launched: { app } }) => {
  await expect.poll(async () => (await readTray(app)).labels).toContain('Stop machine')
  await pressTray(app, 'Stop machine')
  await expect.poll(async () => (await readTray(app)).labels).toContain('Start machine')
  await pressTray(app, 'Start machine')
  await expect.poll(async () => (await readTray(app)).labels).toContain('Stop machine')
})

test('closing the window keeps the tray, which opens it again', async ({
  launched: { app, page },
}) => {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await page.close()
  expect(app.windows()).toEqual([])
  const reopened = app.waitForEvent('window')
  await pressTray(app, 'Open Goldfinch')
  await expect((await reopened).getByRole('heading', { name: 'Overview' })).toBeVisible()
})

test('quitting asks when containers keep running, and stays when told to', async ({ home }) => {
  const { app, page } = await launch({ home })
  await expect.poll(async () => (await readTray(app)).toolTip).toMatch(/containers running/)
  const asked = app.evaluate(
    ({ dialog }) =>
      new Promise<unknown>((resolve) => {
        dialog.showMessageBox = (...words: unknown[]) => {
          const options = words.at(-1) as { message: string; detail?: string; buttons?: string[] }
          resolve({ message: options.message, detail: options.detail, buttons: options.buttons })
          return Promise.resolve({
            response: (options.buttons ?? []).length - 1,
            checkboxChecked: false,
          })
        }
      }),
  )
  await pressTray(app, 'Quit Goldfinch')
  expect(await asked).toEqual({
    message: 'Quit Goldfinch?',
    detail: expect.stringMatching(/^\d+ containers keep running without it\./),
    buttons: ['Quit', 'Stop and Quit', 'Cancel'],
  })
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  const closed = app.waitForEvent('close')
  await answerQuestions(app, 0)
  await pressTray(app, 'Quit Goldfinch')
  await closed
})

test('a second start shows the first window and ends', async ({
  home,
  launched: { app, page },
}) => {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await expect(launch({ home, timeoutMs: 10_000 })).rejects.toThrow()
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
    )
    .toBe(false)
})

test('the window comes back where it was', async ({ home }) => {
  const bounds = { x: 40, y: 60, width: 900, height: 600 }
  const first = await launch({ home })
  await first.app.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place)
  }, bounds)
  await quit(first.app)
  const second = await launch({ home })
  expect(
    await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
  ).toEqual(bounds)
  await quit(second.app)
})

test('a killed backend is said, and heals by itself', async ({ launched: { app, page } }) => {
  await page.getByRole('link', { name: /Containers/ }).click()
  await expect(page.getByRole('row', { name: /shop-api-1/ })).toBeVisible()
  process.kill(await backendOf(await app.evaluate(() => process.pid)), 'SIGKILL')
  await expect(page.getByRole('row', { name: /shop-api-1/ })).toBeVisible()
  await page.getByRole('row', { name: /shop-api-1/ }).click()
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('docker.io/shop/api:dev')
  await expect.poll(async () => (await readTray(app)).toolTip).toMatch(/containers running/)
})

test('the menu goes to pages', async ({ launched: { app, page } }) => {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await app.evaluate(({ Menu }) => {
    const go = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Go')
    go?.submenu?.items.find(({ label }) => label === 'Settings')?.click()
  })
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})
