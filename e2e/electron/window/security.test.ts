import { expect } from '@playwright/test'
import { test } from '../app.ts'

test('the page has no Node, and only the bridge', async ({ launched: { app, page } }) => {
  expect(
    await page.evaluate(() => ({
      require: typeof Reflect.get(window, 'require'),
      process: typeof Reflect.get(window, 'process'),
      bridge: Object.keys(Reflect.get(window, 'bridge') as object).sort(),
      isSecure: isSecureContext,
      origin: location.origin,
    })),
  ).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['connect', 'onBackendGone', 'onGo'],
    isSecure: true,
    origin: 'app://bundle',
  })
  expect(
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } =
        contents.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webviewTag }
    }),
  ).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })
})

test('the policy lets nothing foreign in or out', async ({ launched: { page } }) => {
  const outcome = await page.evaluate(async () => {
    const violated = (directive: string) =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective === directive) resolve(directive)
        })
      })
    const violations = ['connect-src', 'img-src', 'require-trusted-types-for'].map(violated)
    let scriptError = ''
    try {
      document.createElement('script').text = 'globalThis.ran = true'
    } catch (error) {
      scriptError = (error as Error).name
    }
    document.createElement('img').src = 'https://example.com/pixel.png'
    const fetched = await fetch('https://example.com').then(
      () => 'fetched',
      () => 'refused',
    )
    return { violations: await Promise.all(violations), scriptError, fetched }
  })
  expect(outcome).toEqual({
    violations: ['connect-src', 'img-src', 'require-trusted-types-for'],
    scriptError: 'TypeError',
    fetched: 'refused',
  })
})

test('paths do not lead out of the page’s folder', async ({ launched: { page } }) => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      [
        '/../package.json',
        '/..%2f..%2fpackage.json',
        '/nope.js',
        '/%00.js',
        '/assets/../../main/backend.cjs',
      ].map((path) =>
        fetch(`app://bundle${path}`).then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    ),
  )
  expect(statuses).toEqual([404, 404, 404, 'refused', 404])
})

test('the page cannot leave, nor open a window; web links go to the browser', async ({
  launched: { app, page },
}) => {
  const opened = app.evaluate(
    ({ shell }) =>
      new Promise<string>((resolve) => {
        shell.openExternal = (address: string) => {
          resolve(address)
          return Promise.resolve()
        }
      }),
  )
  const address = page.url()
  await page.evaluate(() => {
    window.open('file:///etc/passwd')
    window.open('javascript:alert(1)')
    window.open('http://localhost:8080/')
  })
  expect(await opened).toBe('http://localhost:8080/')
  expect(app.windows()).toHaveLength(1)
  await page.evaluate(() => {
    location.href = 'https://example.com'
  })
  // Playwright would wait for a navigation that never comes: the shell is asked instead.
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    ),
  ).toBe(address)
})

test('permissions are denied', async ({ launched: { page } }) => {
  expect(
    await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      place: (await navigator.permissions.query({ name: 'geolocation' })).state,
    })),
  ).toEqual({ notifications: 'denied', place: 'denied' })
})
