import type { Page } from '@playwright/test'
import { accessibilityProblems } from '../../support/axe.ts'
import { connectTo } from '../../support/client.ts'
import { open as openList, row } from '../../support/containers.ts'
import type { Served } from '../../support/serve.ts'
import { expect, test } from '../../support/test.ts'

/** Opens a container of the demo under the list. */
async function open(page: Page, demo: Served, name: string) {
  await openList(page, demo)
  await row(page, name).getByText(name, { exact: true }).click()
  const pane = page.getByRole('region', { name, exact: true })
  await expect(pane.getByRole('heading', { name })).toBeVisible()
  return pane
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

test('the overview says what a container is, and why it is not running', async ({ page, demo }) => {
  const pane = await open(page, demo, 'mail-relay-1')
  await expect(pane.getByText('exited (137)').first()).toBeVisible()
  await expect(pane.getByText('It was killed (SIGKILL)')).toBeVisible()
  await expect(pane.getByText('postfix start-fg')).toBeVisible()
  await expect(pane.getByText('docker.io/library/postfix:3.9')).toBeVisible()
  await expect(pane.getByRole('link', { name: '2525' })).toHaveAttribute(
    'href',
    'http://localhost:2525',
  )
  await expect(pane.getByRole('link', { name: 'mail', exact: true })).toHaveAttribute(
    'href',
    /q=project%3Amail/,
  )
  await expect(pane.getByRole('button', { name: 'Start', exact: true })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('a secret is shown when it is asked for, and hidden again', async ({ page, demo }) => {
  const pane = await open(page, demo, 'shop-db-1')
  const line = pane.getByRole('listitem').filter({ hasText: 'POSTGRES_PASSWORD' })
  await expect(line.getByRole('img', { name: 'hidden' })).toBeVisible()
  await expect(line).not.toContainText('secret')
  await line.getByRole('button', { name: 'Show POSTGRES_PASSWORD' }).click()
  await expect(line).toContainText('secret')
  await line.getByRole('button', { name: 'Hide POSTGRES_PASSWORD' }).click()
  await expect(line).not.toContainText('secret')
})

test('a bad name is refused where it is typed, a good one is kept', async ({ page, demo }) => {
  await open(page, demo, 'scratch')
  await page.getByRole('button', { name: 'Rename scratch' }).click()
  const input = page.getByRole('textbox', { name: 'New name' })
  await expect(input).toBeFocused()
  await input.fill('-no')
  await input.press('Enter')
  await expect(page.getByText('A name starts with a letter or digit')).toBeVisible()
  await input.fill('registry')
  await input.press('Enter')
  await expect(page.getByText('Another container is named “registry”.')).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await input.press('Escape')
  await expect(page.getByRole('button', { name: 'Rename scratch' })).toBeFocused()
  await page.keyboard.press('Enter')
  await input.fill('sketch')
  await input.press('Enter')
  await expect(page.getByRole('heading', { name: 'sketch' })).toBeVisible()
})

test('it is stopped and started by the button that keeps the focus', async ({ page, demo }) => {
  const pane = await open(page, demo, 'registry')
  await pane.getByRole('button', { name: 'Stop', exact: true }).focus()
  await page.keyboard.press('Enter')
  const start = pane.getByRole('button', { name: 'Start', exact: true })
  await expect(start).toBeFocused()
  await expect(pane.getByRole('heading', { name: 'State' }).locator('..')).toContainText('exited')
  await page.keyboard.press('Enter')
  await expect(pane.getByRole('button', { name: 'Stop', exact: true })).toBeFocused()
})

test('figures appear, and say what they were a moment ago', async ({ page, demo }) => {
  await open(page, demo, 'shop-cache-1')
  await page.getByRole('button', { name: 'Open as page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'shop-cache-1' })).toBeVisible()
  await tab(page, 'Stats').click()
  await expect(page).toHaveURL(/\/containers\/[0-9a-f]{64}\?tab=stats$/)
  const charts = ['CPU', 'Memory', 'Network', 'Disk', 'Processes']
  for (const name of charts) await expect(page.getByRole('region', { name })).toBeVisible()
  const cpu = page.getByRole('slider', { name: /^CPU/ })
  const network = page.getByRole('region', { name: 'Network' })
  await expect(network).toContainText(/received\d.*B\/s/)
  await expect(page.getByRole('region', { name: 'CPU' })).toContainText('%')
  await cpu.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(cpu).toHaveAttribute('aria-valuetext', /: CPU [\d.]+ %$/)
  expect(await accessibilityProblems(page)).toEqual([])
})

test('one that does not run has no figures, and can be started there', async ({ page, demo }) => {
  const pane = await open(page, demo, 'mail-webmail-1')
  await tab(page, 'Stats').click()
  await expect(pane.getByText('mail-webmail-1 is not running')).toBeVisible()
  await pane.getByRole('tabpanel').getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('region', { name: 'CPU' })).toBeVisible()
})

test('the record is searched and folded, and keeps secrets', async ({ page, demo }) => {
  await open(page, demo, 'shop-db-1')
  await page.getByRole('button', { name: 'Open as page' }).click()
  await tab(page, 'Inspect').click()
  const record = page.getByRole('region', { name: 'The engine’s record of shop-db-1' })
  await expect(record).toContainText('POSTGRES_PASSWORD=••••••••')
  await page.keyboard.press('ControlOrMeta+f')
  const search = page.getByRole('searchbox', { name: 'Search the record' })
  await expect(search).toBeFocused()
  await search.fill('POSTGRES_')
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible()
  await search.press('Enter')
  await expect(page.getByText('2 of 2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await expect(record).toContainText('POSTGRES_PASSWORD=secret')
  await page.getByRole('button', { name: 'Fold all' }).click()
  await expect(record).not.toContainText('POSTGRES_PASSWORD')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('one that is removed elsewhere is said to be gone', async ({ page, demo }) => {
  await open(page, demo, 'nightly-backup')
  await page.getByRole('button', { name: 'Open as page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'nightly-backup' })).toBeVisible()
  const id = new URL(page.url()).pathname.replace('/containers/', '')
  const elsewhere = await connectTo(demo.address)
  const { connections } = await elsewhere.client.system.info({})
  const connection = connections[0]?.id ?? ''
  await elsewhere.client.containers.remove({
    connection,
    namespace: 'default',
    id,
    force: true,
    removeAnonymousVolumes: false,
  })
  elsewhere.close()
  await expect(page.getByText('nightly-backup was removed')).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'All containers' }).click()
  await expect(page).toHaveURL(`${demo.origin}/containers`)
})
