import { expect, test } from '@playwright/test'
import { endEngine, engineHome, engineLack } from '../../support/engine.ts'
import { mainJourney, stopMachine } from '../../support/journey.ts'
import { startServe } from '../../support/serve.ts'

const lack = await engineLack()
test.skip(lack !== undefined, lack)

test('from a stopped machine to a container removed, on the real engine', async ({ page }) => {
  const home = await engineHome()
  const served = await startServe({ demo: false, home })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  try {
    await page.goto(served.address)
    await mainJourney(page)
    await stopMachine(page)
    expect(complaints).toEqual([])
  } finally {
    await served.stop()
    await endEngine(home)
  }
})
