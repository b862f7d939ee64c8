import { expect, type Page } from '@playwright/test'
import { busyboxArchive, busyboxImage } from './image.ts'

const name = 'journey'

/**
 * The main journey, the same in a browser and in the window: start the machine, run a container,
 * see it, read its log, type into it, stop it, remove it. Begins on the overview, machine stopped.
 */
export async function mainJourney(page: Page): Promise<void> {
  await startMachine(page)
  await loadImage(page)
  await runContainer(page)
  await readLog(page)
  await typeIntoIt(page)
  await stopAndRemove(page)
}

export async function startMachine(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await page.getByRole('button', { name: 'Start', exact: true }).first().click()
  await expect(page.getByRole('contentinfo').getByText('Machine running')).toBeVisible({
    timeout: 60_000,
  })
}

async function loadImage(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /Containers/ })
    .first()
    .click()
  await expect(page.getByText('No containers yet')).toBeVisible()
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Load image…' }).first().click()
  await (await chosen).setFiles(await busyboxArchive())
  await expect(page.getByText(/^Loaded .*busybox/).first()).toBeVisible({ timeout: 60_000 })
}

async function runContainer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  await dialog.getByLabel('Image', { exact: true }).fill(busyboxImage)
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog
    .getByLabel('Command', { exact: true })
    .fill("sh -c 'while true; do echo tick; sleep 1; done'")
  await expect(dialog.getByText(/nerdctl run .*--name[ =]journey/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await expect(page.getByRole('row', { name: /journey/ })).toBeVisible()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

async function readLog(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.getByText('tick').nth(1)).toBeVisible()
}

async function typeIntoIt(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Terminal' }).click()
  const screen = page.locator('.xterm')
  await expect(screen).toContainText('/ #')
  await screen.click()
  await page.keyboard.type('echo answer-$((6*7))')
  await page.keyboard.press('Enter')
  await expect(screen).toContainText('answer-42')
}

async function stopAndRemove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible({
    timeout: 30_000,
  })
  await page.getByRole('row', { name: /journey/ }).click()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog', { name: 'Remove journey?' })
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('row', { name: /journey/ })).toBeHidden()
}

/** Stops the machine as a person would, so that nothing is left. */
export async function stopMachine(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('contentinfo').getByText('Machine stopped')).toBeVisible({
    timeout: 60_000,
  })
}
