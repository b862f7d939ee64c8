import { accessibilityProblems } from '../../support/axe.ts'
import { open, row, run } from '../../support/containers.ts'
import { expect, test } from '../../support/test.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('a log follows, stops when one scrolls up, and says how much waits', async ({
  page,
  demo,
}) => {
  await open(page, demo)
  await page.getByText('shop-api-1', { exact: true }).click()
  await page.getByRole('tab', { name: 'Logs' }).click()
  const log = page.getByRole('log', { name: 'Log of shop-api-1' })
  await expect(log.locator('[data-line]').first()).toBeVisible()
  const follow = page.getByRole('button', { name: 'Follow', exact: true })
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await log.hover()
  await page.mouse.wheel(0, -400)
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
  await page.getByRole('button', { name: /^\d+ new lines?\. Go to the newest line/ }).click()
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('a search counts, goes on with Enter, and knows expressions', async ({ page, demo }) => {
  await open(page, demo)
  await page.getByText('shop-api-1', { exact: true }).click()
  await page.getByRole('tab', { name: 'Logs' }).click()
  const search = page.getByRole('textbox', { name: 'Search the log' })
  await search.fill('timeout')
  await expect(page.getByText(/^– of \d+$/)).toBeVisible()
  await search.press('Enter')
  await expect(page.getByText(/^1 of \d+$/)).toBeVisible()
  await search.press('Enter')
  await expect(page.getByText(/^2 of \d+$/)).toBeVisible()
  await expect(page.locator('mark').first()).toHaveText('timeout')
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await search.fill('(open')
  await expect(page.getByText('This is not a regular expression')).toBeVisible()
  await search.fill('GET /(cart|orders)')
  await expect(page.getByText(/^– of \d+$/)).toBeVisible()
})

test('streams can be hidden, JSON opened, lines copied, the view cleared', async ({
  page,
  demo,
}) => {
  await open(page, demo)
  await page.getByText('shop-api-1', { exact: true }).click()
  await page.getByRole('tab', { name: 'Logs' }).click()
  const log = page.getByRole('log', { name: 'Log of shop-api-1' })
  await expect(log.locator('[data-line]').first()).toBeVisible()
  await page.getByRole('button', { name: 'stderr' }).click()
  await page.getByRole('textbox', { name: 'Search the log' }).fill('upstream timeout')
  await expect(page.getByText('none', { exact: true })).toBeVisible()
  await page.getByRole('textbox', { name: 'Search the log' }).fill('order placed')
  await page.getByRole('textbox', { name: 'Search the log' }).press('Enter')
  await log.getByRole('button', { name: 'Show the fields of this line' }).first().click()
  await expect(log.getByText('msg', { exact: true })).toBeVisible()
  await log.locator('[data-line]').nth(2).locator('[data-text]').click()
  await log.press('ControlOrMeta+c')
  await expect
    .poll(() => page.evaluate('navigator.clipboard.readText()'))
    .toMatch(/^\d{4}-\d\d-\d\dT/)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Clear the view' }).click()
  await expect(log.locator('[data-line]')).toHaveCount(0, { timeout: 5_000 })
})

test('a log is saved as a file', async ({ page, demo }) => {
  await open(page, demo)
  await page.getByText('registry', { exact: true }).click()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.locator('[data-line]').first()).toBeVisible()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save…' }).click()
  expect((await download).suggestedFilename()).toBe('registry.log')
})

test('a container that wrote nothing says so, and one that ended says how', async ({
  page,
  demo,
}) => {
  await open(page, demo)
  await run(page, { Image: 'busybox', Name: 'silent', Command: 'sleep 1000' })
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.getByText('silent has written nothing yet')).toBeVisible()
  await row(page, 'migrate').click()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.getByText(/migrate exited \(\d+\)/)).toBeVisible()
})
