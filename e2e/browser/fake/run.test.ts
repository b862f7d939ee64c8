import { accessibilityProblems } from '../../support/axe.ts'
import { open, row } from '../../support/containers.ts'
import { expect, test } from '../../support/test.ts'

test('the form shows the command it stands for, and runs it', async ({ page, demo }) => {
  await open(page, demo, '/containers?run=new')
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  await dialog.getByLabel('Image', { exact: true }).fill('nginx')
  await dialog.getByLabel('Name', { exact: true }).fill('from-form')
  await dialog.getByRole('button', { name: 'Add variable' }).click()
  await dialog.getByLabel('Name of variable 1').fill('GREETING')
  await dialog.getByLabel('Value of variable 1').fill('good day')
  await expect(
    dialog.getByText("nerdctl run -d --name=from-form '--env=GREETING=good day' nginx"),
  ).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
  await expect(row(page, 'from-form')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'from-form' })).toBeVisible()
})

test.describe('a wrong field is marked and told, and nothing runs', () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    ['Image', 'Not An Image!', 'An image looks like'],
    ['Name', '-x', 'A name starts with a letter or digit'],
    ['Command', 'echo "open', 'never closed'],
    ['Network', 'a b', 'This is not the name of a network.'],
    ['Host name', '-a', 'This is not a host name.'],
    ['User', 'a b', 'A user is name, uid'],
    ['Directory', 'srv', 'A directory is an absolute path.'],
    ['CPUs', 'two', 'CPUs is a number.'],
    ['Memory', 'much', 'Memory is a number with a unit'],
    ['Processes', '-1', 'is a whole number.'],
    ['Added capabilities', 'net-admin', 'This is not a capability'],
  ]
  for (const [label, text, message] of wrong) {
    test(`${label}: ${text}`, async ({ page, demo }) => {
      await open(page, demo, '/containers?run=new')
      const dialog = page.getByRole('dialog', { name: 'Run a container' })
      await dialog.getByLabel('Image', { exact: true }).fill('nginx')
      await dialog.getByText('More', { exact: true }).click()
      await dialog.getByLabel(label, { exact: true }).fill(text)
      await dialog.getByRole('button', { name: 'Run', exact: true }).click()
      await expect(dialog.getByText(message).first()).toBeVisible()
      await expect(dialog).toBeVisible()
    })
  }
})

test('a name that is taken is told at the name', async ({ page, demo }) => {
  await open(page, demo, '/containers?run=new')
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  await dialog.getByLabel('Image', { exact: true }).fill('nginx')
  await dialog.getByLabel('Name', { exact: true }).fill('shop-api-1')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByText('Another container is named “shop-api-1”.').first()).toBeVisible()
})

test('a port that is taken has a way out', async ({ page, demo }) => {
  await open(page, demo, '/containers?run=new')
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  await dialog.getByLabel('Image', { exact: true }).fill('nginx')
  await dialog.getByLabel('Name', { exact: true }).fill('wants-5432')
  await dialog.getByRole('button', { name: 'Add port' }).click()
  await dialog.getByLabel('Port 1 of this machine').fill('5432')
  await dialog.getByLabel('Port 1 of the container').fill('80')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByText(/Port 5432 .*in use/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Use a free port instead' }).click()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
  await expect(row(page, 'wants-5432')).toBeVisible()
})

test('an image that is nowhere is told at the image', async ({ page, demo }) => {
  await open(page, demo, '/containers?run=new')
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  await dialog.getByLabel('Image', { exact: true }).fill('missing/thing:1')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByText('There is no image').first()).toBeVisible()
})

test('a pasted command fills the form, and what has no place in it is listed', async ({
  page,
  demo,
}) => {
  await open(page, demo, '/containers?run=new')
  const dialog = page.getByRole('dialog', { name: 'Run a container' })
  await dialog.getByRole('button', { name: 'Paste or edit a command…' }).click()
  const line = dialog.getByLabel('A docker run, nerdctl run or podman run line')
  await line.fill('docker run nginx | tee log')
  await dialog.getByRole('button', { name: 'Fill the form' }).click()
  await expect(dialog.getByText('The line has a pipe (|).')).toBeVisible()
  await line.fill(
    'docker run -d --gpus all --name pasted -p 8099:80 -e A=1 -m 512m --restart always nginx:1.27 nginx -g "daemon off;"',
  )
  await dialog.getByRole('button', { name: 'Fill the form' }).click()
  await expect(dialog.getByText('--gpus all')).toBeVisible()
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('pasted')
  await expect(dialog.getByLabel('Port 1 of this machine')).toHaveValue('8099')
  await expect(
    dialog.getByText(
      "nerdctl run -d --name=pasted --publish=8099:80/tcp --env=A=1 --restart=always --memory=536870912 nginx:1.27 nginx -g 'daemon off;'",
    ),
  ).toBeVisible()
})
