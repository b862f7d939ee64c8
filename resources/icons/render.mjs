/** Draws the PNG files of this folder from mark.svg; run it after the drawing changed. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

const here = import.meta.dirname
const mark = await readFile(join(here, 'mark.svg'), 'utf8')

/** What the corner of a tray icon says: a shape for each state, not only a colour. */
const badges = {
  running: '<circle cx="50" cy="50" r="12" fill="#45b97c"/>',
  stopped: '<circle cx="50" cy="50" r="9" fill="#0f1113" stroke="#9aa3ab" stroke-width="5"/>',
  waiting: '<path d="M40 40h7v20h-7zM53 40h7v20h-7z" fill="#e09f3e"/>',
  problem: '<path d="M50 36 64 50 50 64 36 50z" fill="#f0645f"/>',
}
const badged = (badge) =>
  mark.replace('</svg>', `<circle cx="50" cy="50" r="17" fill="#0f1113"/>${badge}</svg>`)

const pictures = [
  { name: 'icon', size: 512, svg: mark },
  ...Object.entries(badges).flatMap(([state, badge]) => [
    { name: `tray-${state}`, size: 22, svg: badged(badge) },
    { name: `tray-${state}@2x`, size: 44, svg: badged(badge) },
  ]),
]

const browser = await chromium.launch({
  executablePath: process.env.GOLDFINCH_CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
for (const { name, size, svg } of pictures) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`,
  )
  const png = await page.screenshot({ omitBackground: true })
  await writeFile(join(here, `${name}.png`), png)
}
await browser.close()
