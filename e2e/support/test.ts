import { test as base } from '@playwright/test'
import { startServe, type Served } from './serve.ts'

type TestFixtures = {
  /** A server of its own for each test: what one changes, no other sees. */
  readonly demo: Served
  /** What the page complained about: errors, and what its policy forbade. */
  readonly complaints: string[]
}

/** A test in a browser on the fake engine; a page that complains makes it fail. */
export const test = base.extend<TestFixtures>({
  demo: async ({ page }, use) => {
    const served = await startServe({ demo: true })
    await use(served)
    // First, so that it does not complain of the server's end.
    await page.close()
    await served.stop()
  },
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
