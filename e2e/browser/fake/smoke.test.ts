import { expect, test } from '../../support/test.ts'

test('the page opens with the token, and needs it no more afterwards', async ({ page, demo }) => {
  await page.goto(demo.address)
  await expect(page).toHaveTitle(/Goldfinch/)
  await expect(page.getByRole('navigation').first()).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  await page.reload()
  await expect(page.getByRole('navigation').first()).toBeVisible()
})

test('without the token there is nothing to see', async ({ browser, demo }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const response = await page.goto(demo.origin)
  expect(response?.status()).toBe(403)
  await context.close()
})

test('the policy keeps foreign scripts and hosts out', async ({ page, demo, complaints }) => {
  await page.goto(demo.address)
  await expect(page.getByRole('navigation').first()).toBeVisible()
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script')
    const inserted = (() => {
      try {
        script.text = 'document.title = "broken into"'
        document.head.append(script)
        return 'inserted'
      } catch {
        return 'refused'
      }
    })()
    const violated = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective === 'connect-src') resolve(effectiveDirective)
      })
    })
    await fetch('http://127.0.0.1:9/').catch(() => undefined)
    return { inserted, violated: await violated, title: document.title }
  })
  expect(outcome).toMatchObject({ inserted: 'refused', violated: 'connect-src' })
  expect(outcome.title).not.toBe('broken into')
  expect(complaints.length).toBeGreaterThan(0)
  complaints.splice(0)
})
