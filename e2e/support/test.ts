import { test as base } from '@playwright/test'
import { startServe, type Served } from './serve.ts'

type TestFixtures = {
  /** What the page complained about: errors, and what its policy forbade. */
  readonly complaints: string[]
}
type WorkerFixtures = { readonly demo: Served }

/** A test in a browser on the fake engine; a page that complains makes it fail. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  demo: [
    async ({}, use) => {
      const served = await startServe({ demo: true })
      await use(served)
      await served.stop()
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error')
          complaints.push(`${message.text()} ${message.location().url}`)
      })
      await use(complaints)
      base.expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
