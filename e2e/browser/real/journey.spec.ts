import { mkdtemp, rm } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { endMachine } from '../../support/end-machine.ts'
import { mainJourney, stopMachine } from '../../support/journey.ts'
import { startServe } from '../../support/serve.ts'

test('from a stopped machine to a container removed, on the real engine', async ({ page }) => {
  // Short, and on the disk: the engine's sockets and snapshots lie in it.
  const home = await mkdtemp('/tmp/gf-')
  const served = await startServe({ demo: false, home })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  try {
    await page.goto(served.address)
    await mainJourney(page)
    await stopMachine(page)
    expect(complaints).toEqual([])
  } finally {
    await endMachine(served.address)
    await served.stop()
    await rm(home, { recursive: true, force: true })
  }
})
