import { accessibilityProblems } from '../../support/axe.ts'
import { open, row, run } from '../../support/containers.ts'
import { expect, test } from '../../support/test.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const clipboard = 'navigator.clipboard.readText()'

test('containers stand under their projects, with ports that are links', async ({ page, demo }) => {
  await open(page, demo)
  await expect(row(page, 'shop').getByText('4 of 4 running')).toBeVisible()
  await expect(row(page, 'shop-api-1').getByRole('link', { name: '8080' })).toHaveAttribute(
    'href',
    'http://localhost:8080',
  )
  await expect(row(page, 'shop-api-1').getByText(/%/)).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('words of the filter narrow the list, are completed, and live in the address', async ({
  page,
  demo,
}) => {
  await open(page, demo)
  const filter = page.getByLabel('Filter containers')
  await filter.fill('is:pau')
  await page.getByRole('option', { name: 'is:paused' }).click()
  await expect(row(page, 'metrics-prometheus-1')).toBeVisible()
  await expect(row(page, 'shop-api-1')).toBeHidden()
  await expect(page.getByText(/^1 of \d+$/)).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Remove is:paused from the filter' })).toBeVisible()
  await filter.focus()
  await filter.press('Backspace')
  await expect(filter).toHaveValue('is:paused')
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(row(page, 'shop-api-1')).toBeVisible()
})

test('what matches nothing says so, and a wrong word is explained', async ({ page, demo }) => {
  await open(page, demo, '/containers?q=is:purple%20nothing-like-this')
  await expect(page.getByText('is:purple is not known')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filter' }).first().click()
  await expect(row(page, 'shop-api-1')).toBeVisible()
})

test('several are selected and stopped together; then only what fits all is offered', async ({
  page,
  demo,
}) => {
  await open(page, demo, '/containers?q=project:shop')
  await page.getByLabel('Select shop-web-1').click()
  await page.getByLabel('Select shop-cache-1').click()
  const bar = page.getByRole('toolbar', { name: '2 selected' })
  await bar.getByRole('button', { name: 'Stop' }).click()
  await expect(row(page, 'shop').getByText('2 of 4 running')).toBeVisible()
  await expect(bar.getByRole('button', { name: 'Start' })).toBeVisible()
  await expect(bar.getByRole('button', { name: 'Pause' })).toBeHidden()
  await page.getByLabel('Select shop-api-1').click()
  await expect(
    page.getByRole('toolbar', { name: '3 selected' }).getByRole('button', { name: 'Start' }),
  ).toBeHidden()
  await page.getByRole('button', { name: 'Start shop', exact: true }).click()
  await expect(row(page, 'shop').getByText('4 of 4 running')).toBeVisible()
})

test('the context menu has every action, and the command it stands for', async ({ page, demo }) => {
  await open(page, demo)
  await page.getByText('registry', { exact: true }).click({ button: 'right' })
  for (const name of ['Stop', 'Restart', 'Pause', 'Kill…', 'Logs', 'Terminal', 'Copy id']) {
    await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible()
  }
  await page.getByRole('menuitem', { name: 'Copy as command' }).click()
  await expect(page.getByRole('menuitem', { name: 'Remove', exact: true })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Restart' }).last().click()
  await expect.poll(() => page.evaluate(clipboard)).toBe('nerdctl restart registry')
})

test('a column that is hidden stays hidden', async ({ page, demo }) => {
  await open(page, demo)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Image' }).click()
  await expect(page.getByRole('columnheader', { name: 'Image' })).toBeHidden()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Name' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Image' })).toBeHidden()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Reset columns' }).click()
  await expect(page.getByRole('columnheader', { name: 'Image' })).toBeVisible()
})

test('sorting is in the address, and groups fold', async ({ page, demo }) => {
  await open(page, demo)
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=-name/)
  await row(page, 'shop').getByText('shop', { exact: true }).click()
  await expect(row(page, 'shop-api-1')).toBeHidden()
  await row(page, 'shop').getByText('shop', { exact: true }).click()
  await expect(row(page, 'shop-api-1')).toBeVisible()
})

test('removing asks first, with the focus on Cancel', async ({ page, demo }) => {
  await open(page, demo)
  await run(page, { Image: 'busybox', Name: 'to-remove', Command: 'sleep 1000' })
  await row(page, 'to-remove').click()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog', { name: 'Remove to-remove?' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(question.getByText('will be killed')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect(row(page, 'to-remove')).toBeVisible()
  await page.keyboard.press('Delete')
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(row(page, 'to-remove')).toBeHidden()
})

test('by keyboard alone: find, select, open, act, close', async ({ page, demo }) => {
  await open(page, demo)
  await page.keyboard.press('/')
  await expect(page.getByLabel('Filter containers')).toBeFocused()
  await page.keyboard.type('nightly')
  await expect(row(page, 'nightly-backup')).toBeVisible()
  await expect(row(page, 'shop-api-1')).toBeHidden()
  await page.keyboard.press('Escape')
  const grid = page.getByRole('grid', { name: 'Containers' })
  for (let step = 0; step < 12; step += 1) {
    if (await grid.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(grid).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByRole('toolbar', { name: '1 selected' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'nightly-backup' })).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Start' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem', { name: 'Start' })).toBeHidden()
})

test('a container has an address of its own', async ({ page, demo }) => {
  await open(page, demo)
  await page.getByText('shop-db-1', { exact: true }).click()
  await expect(page).toHaveURL(/id=[0-9a-f]{64}/)
  await expect(page.getByRole('heading', { name: 'shop-db-1' })).toBeVisible()
  const id = new URL(page.url()).searchParams.get('id') ?? ''
  await page.goto(`${demo.origin}/containers/${id}?tab=logs`)
  await expect(page.getByRole('heading', { name: 'shop-db-1' })).toBeVisible()
  await expect(page.getByRole('log', { name: 'Log of shop-db-1' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('grid', { name: 'Containers' })).toBeVisible()
})

test('an image is loaded out of a file, and what is no archive is refused', async ({
  page,
  demo,
}) => {
  await open(page, demo)
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Load image…' }).click()
  await (
    await chosen
  ).setFiles({
    name: 'notes.tar',
    mimeType: 'application/x-tar',
    buffer: Buffer.from('no archive'),
  })
  await expect(page.getByText('Could not load notes.tar').first()).toBeVisible()
})
