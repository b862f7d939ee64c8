import type { Page } from '@playwright/test'

export const themes = ['dark', 'light'] as const
export type Theme = (typeof themes)[number]

/** One picture: where the page is, and what a person does there first. */
export type Shot = {
  readonly name: string
  readonly path: string
  readonly prepare?: (page: Page) => Promise<unknown>
  /** The README shows it so, out of resources/screenshots. */
  readonly readme?: Theme
}

/** Ids by name, because addresses name containers by id. */
export type Ids = ReadonlyMap<string, string>

const details = (ids: Ids, name: string, tab: string): string =>
  `/containers?id=${ids.get(name) ?? ''}&tab=${tab}`

/** Long enough for lines, samples and the first letters to arrive. */
const wait = (ms: number) => (page: Page) => page.waitForTimeout(ms)

export const runningShots = (ids: Ids): readonly Shot[] => [
  { name: 'overview', path: '/', prepare: wait(12_000), readme: 'light' },
  { name: 'containers', path: '/containers', prepare: wait(9_000), readme: 'dark' },
  { name: 'containers-selected', path: '/containers', prepare: selectThree },
  { name: 'containers-filtered', path: '/containers?q=is:running image:shop' },
  { name: 'containers-nothing', path: '/containers?q=is:running image:oracle' },
  { name: 'containers-menu', path: '/containers', prepare: openRowMenu },
  { name: 'containers-empty', path: '/containers?ns=staging' },
  { name: 'details-overview', path: details(ids, 'shop-api-1', 'overview') },
  { name: 'details-failed', path: details(ids, 'blog-mysql-1', 'overview') },
  {
    name: 'details-logs',
    path: details(ids, 'shop-web-1', 'logs'),
    prepare: wait(4000),
    readme: 'dark',
  },
  { name: 'details-logs-search', path: details(ids, 'shop-web-1', 'logs'), prepare: searchLog },
  { name: 'details-terminal', path: details(ids, 'shop-db-1', 'terminal'), prepare: useTerminal },
  { name: 'details-stats', path: details(ids, 'shop-api-1', 'stats'), prepare: wait(20_000) },
  { name: 'details-inspect', path: details(ids, 'shop-db-1', 'inspect'), prepare: wait(500) },
  { name: 'remove-question', path: details(ids, 'shop-db-1', 'overview'), prepare: askToRemove },
  { name: 'run', path: '/containers?run=new', prepare: fillRun },
  { name: 'run-like', path: `/containers?run=${ids.get('shop-web-1') ?? ''}` },
  { name: 'palette', path: '/containers', prepare: searchPalette },
  { name: 'namespaces', path: '/containers', prepare: openNamespaces },
  { name: 'tasks', path: '/', prepare: openTasks },
  { name: 'settings', path: '/settings' },
  { name: 'not-found', path: '/nowhere' },
]

async function selectThree(page: Page): Promise<void> {
  for (const name of ['shop-api-1', 'shop-cache-1', 'shop-db-1'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).click()
}

async function openRowMenu(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: 'shop-api-1' }).click({ button: 'right' })
}

async function searchLog(page: Page): Promise<void> {
  await page.waitForTimeout(2000)
  await page.getByLabel('Search the log').fill('timed out')
}

async function useTerminal(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: 'New terminal' }).first()
  const screen = page.locator('.xterm-rows')
  await open.or(screen).first().waitFor()
  if (!(await screen.isVisible())) await open.click()
  await screen.waitFor()
  await page.locator('.xterm-helper-textarea').focus()
  await page.waitForTimeout(500)
  await page.keyboard.type('ps\n')
  await page.keyboard.type('ls --color /\n')
  await page.waitForTimeout(800)
}

async function askToRemove(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: 'shop-db-1' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
}

async function fillRun(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Image').first().fill('nginx:1.27-alpine')
  await page.keyboard.press('Tab')
  await dialog.getByLabel('Name').first().fill('shop-preview')
}

async function searchPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('shop')
}

async function openNamespaces(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Namespace/ }).click()
}

async function openTasks(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /[Tt]asks?$/ })
    .first()
    .click()
}

export const stoppedShots: readonly Shot[] = [
  { name: 'overview-stopped', path: '/' },
  { name: 'containers-unreachable', path: '/containers' },
]

export const brokenShots: readonly Shot[] = [
  { name: 'overview-broken', path: '/' },
  { name: 'containers-broken', path: '/containers' },
]
