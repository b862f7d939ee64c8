import type { Page } from '@playwright/test'
import { startServe } from '../../support/serve.ts'
import { openPage, type Chromium } from '../ground.ts'
import type { Measure } from '../measure.ts'
import { percentile } from '../numbers.ts'
import { firstRow, listPath } from '../page.ts'

const frameMs = 16.7
/** The page's clock has steps of 0.1 ms, too coarse for one frame; a missed frame spoils them all. */
const framesTogether = 4
const wheelSteps = 240
const wheelPixels = 120

/** A thousand rows under the wheel, beside a list of plain HTML in the same browser. */
export const scroll: Measure = {
  name: 'scroll',
  run: async (ground) => {
    const browser = await ground.chromium()
    const served = await startServe({
      demo: true,
      env: { GOLDFINCH_DEMO: 'thousand', GOLDFINCH_VALIDATE: '0' },
    })
    try {
      const page = await openPage(browser, served, listPath)
      await firstRow(page).waitFor()
      const ours = await scrollFrames(page, await firstRow(page).boundingBox())
      await page.context().close()
      const plain = await scrollPlainList(browser)
      const what = '1,000 rows of plain HTML, same browser'
      return [
        {
          name: 'scroll of 1,000 rows, frame p95',
          unit: 'ms',
          ours: percentile(averaged(ours), 0.95),
          limit: { value: percentile(averaged(plain), 0.95), what },
          aim: { below: frameMs },
          note: `${framesTogether} frames at a time, of ${ours.length} drawn in software at 60 Hz; the longest frame ${Math.max(...ours).toFixed(1)} ms`,
        },
        {
          name: 'frames missed while scrolling',
          unit: '%',
          ours: missed(ours),
          limit: { value: missed(plain), what },
        },
      ]
    } finally {
      await served.stop()
    }
  },
}

const averaged = (frames: readonly number[]): readonly number[] =>
  frames.slice(framesTogether - 1).map((_, index) => {
    const some = frames.slice(index, index + framesTogether)
    return some.reduce((sum, ms) => sum + ms, 0) / some.length
  })

/** Frames that came so late that at least one is missing before them. */
const missed = (frames: readonly number[]): number =>
  (100 * frames.filter((ms) => ms > 1.5 * frameMs).length) / frames.length

async function scrollPlainList({ browser }: Chromium): Promise<readonly number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.setContent(plainList())
  const frames = await scrollFrames(page, { x: 400, y: 300 })
  await context.close()
  return frames
}

/** Milliseconds between frames while the wheel turns, down and up again. */
async function scrollFrames(
  page: Page,
  at: { readonly x: number; readonly y: number } | null,
): Promise<readonly number[]> {
  if (at === null) throw new Error('There is nothing to scroll.')
  await page.mouse.move(at.x + 100, at.y + 10)
  const recording = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = []
        const next = (now: number) => {
          times.push(now)
          if (document.title === 'scrolled') resolve(times)
          else requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
  )
  for (let step = 0; step < wheelSteps; step += 1)
    await page.mouse.wheel(0, step < wheelSteps / 2 ? wheelPixels : -wheelPixels)
  await page.evaluate(() => (document.title = 'scrolled'))
  const times = await recording
  return times.slice(1).map((time, index) => time - (times[index] ?? time))
}

function plainList(): string {
  const rows = Array.from(
    { length: 1000 },
    (_, index) => `<li>container-${index} busybox:1.35 running 0.1 % 1.2 MB</li>`,
  )
  return `<!doctype html><style>li{height:36px;font:13px sans-serif}</style><ul>${rows.join('')}</ul>`
}
