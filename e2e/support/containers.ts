import { expect, type Locator, type Page } from '@playwright/test'
import type { Served } from './serve.ts'

/** Opens a place of the app on the fake engine. */
export async function open(page: Page, demo: Served, path = '/containers'): Promise<void> {
  await page.goto(demo.address)
  // The token is in the first address only, which leads on to the page by itself.
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await page.goto(demo.origin + path)
  // Behind a dialog it is there, but hidden from whoever asks for roles.
  const grid = page.getByRole('grid', { name: 'Containers', includeHidden: true })
  await expect(grid).toHaveAttribute('aria-busy', 'false')
}

export const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })

/** Runs a container by the form, so that a test has one of its own. */
export async function run(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: 'Run…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  for (const [label, text] of Object.entries(fields)) {
    await dialog.getByLabel(label, { exact: true }).fill(text)
  }
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
}
