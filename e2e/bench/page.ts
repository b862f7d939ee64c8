import type { Readable } from 'node:stream'
import type { BrowserContext, Locator, Page } from '@playwright/test'

/** What these measures know of the app's page: all of it is here. */

export const listPath = '/containers'

const rows = '[role=row][data-key]:not([data-key^="group "])'
/** On the page that opens: the containers that run, each a link. */
export const firstShown = 'main a[href*="id="]'

/** The first container of the list; a group's head is none. */
export const firstRow = (page: Page): Locator => page.locator(rows).first()

/** The containers on screen that run, by id. */
export const runningRows = (page: Page): Promise<readonly string[]> =>
  page.locator(rows).evaluateAll((elements) =>
    elements.flatMap((row) => {
      const { bottom } = row.getBoundingClientRect()
      const isRunning = /\brunning\b/.test(row.outerHTML)
      return bottom < window.innerHeight && isRunning ? [row.getAttribute('data-key') ?? ''] : []
    }),
  )

/**
 * Resolves with the time at which a row that says this word was on screen: the beginning of the
 * frame after the one in which it was drawn. Watching has begun when the outer promise resolves.
 */
export async function painted(
  page: Page,
  id: string,
  word: string,
): Promise<{ readonly at: Promise<number> }> {
  const at = page.evaluate(
    ({ key, wanted }) =>
      new Promise<number>((resolve) => {
        const says = () => document.querySelector(`[role=row][data-key="${key}"]`)?.outerHTML
        const look = () => {
          if (says()?.includes(wanted) !== true) return
          observer.disconnect()
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))
        }
        const observer = new MutationObserver(look)
        const attributes = { attributes: true, characterData: true }
        observer.observe(document.body, { childList: true, subtree: true, ...attributes })
        look()
      }),
    { key: id, wanted: word },
  )
  // Evaluated in order: this one's answer says that the one before has begun.
  await page.evaluate(() => undefined)
  return { at }
}

export const detailsPath = (id: string, tab: 'logs' | 'terminal'): string =>
  `${listPath}?id=${id}&tab=${tab}`

/** The log is on screen, and then the time at which a line that says this was drawn. */
export async function logLinePainted(
  page: Page,
  text: string,
): Promise<{ readonly at: Promise<number> }> {
  await page.getByRole('button', { name: 'Follow' }).waitFor()
  const at = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const rows = [...document.querySelectorAll('[data-line]')]
          if (!rows.some((row) => row.textContent.includes(wanted))) return
          observer.disconnect()
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))
        }
        const observer = new MutationObserver(look)
        const changes = { childList: true, subtree: true, characterData: true }
        observer.observe(document.body, changes)
        look()
      }),
    text,
  )
  await page.evaluate(() => undefined)
  return { at }
}

/** What the log's own menu saves. */
export async function savedLog(page: Page): Promise<Readable> {
  await page.getByRole('button', { name: 'More', exact: true }).last().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save…' }).click(),
  ])
  return download.createReadStream()
}

/** Milliseconds from each key to the frame after the one in which its letter was drawn. */
export async function typedKeys(page: Page, count: number, pauseMs: number): Promise<number[]> {
  await page.locator('.xterm-rows').waitFor()
  await page.locator('.xterm-helper-textarea').focus()
  const taken: number[] = []
  for (let key = 0; key < count; key += 1) {
    const echoed = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const rows = document.querySelector('.xterm-rows')
          const letters = () => rows?.textContent.split('q').length ?? 0
          let pressedAt = 0
          let before = 0
          const press = () => {
            pressedAt = performance.now()
            before = letters()
          }
          window.addEventListener('keydown', press, { capture: true, once: true })
          const observer = new MutationObserver(() => {
            if (pressedAt === 0 || letters() <= before) return
            observer.disconnect()
            const shown = () => resolve(performance.now() - pressedAt)
            requestAnimationFrame(() => requestAnimationFrame(shown))
          })
          if (rows === null) return
          observer.observe(rows, { childList: true, subtree: true, characterData: true })
        }),
    )
    await page.waitForTimeout(pauseMs)
    await page.keyboard.press('q')
    taken.push(await echoed)
  }
  return taken
}

/** A script of a page that answers with the time at which the first of these was on screen. */
export const whenShown = (selector: string): string => `new Promise((resolve) => {
  const shown = () => resolve(Date.now())
  const look = () => {
    if (document.querySelector(${JSON.stringify(selector)}) === null) return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(shown))
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true })
  look()
})`
const shownAt = 'benchShownAt'

/** From now on, pages of this context note when the first of these elements is on screen. */
export const noteWhenShown = (context: BrowserContext, selector: string): Promise<unknown> =>
  context.addInitScript(`${whenShown(selector)}.then((at) => { window.${shownAt} = at })`)

/** When it was, as {@link noteWhenShown} noted. */
export async function timeShown(page: Page): Promise<number> {
  await page.waitForFunction((name) => Reflect.has(window, name), shownAt)
  return page.evaluate((name) => Number(Reflect.get(window, name)), shownAt)
}
