import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type Tested } from './testing.ts'

let server: Tested
beforeAll(async () => {
  server = await startTested()
})
afterAll(() => server.dispose())

test.each([
  '/../secret.js',
  '/..%2fsecret.js',
  '/%2e%2e/secret.js',
  '/..\\secret.js',
  '/x/../../secret.js',
  '//secret.js',
  '/secret.js%00.js',
  '/%',
  '/nope.js',
  '/secret.txt',
])('%s leads nowhere', async (path) => {
  const { status, body } = await server.get(path, server.own)
  expect([status, body]).toEqual([404, 'There is no such file.\n'])
})

test('a place of the app is the page itself, which must not be kept', async () => {
  const { status, headers, body } = await server.get('/containers?filter=a', server.own)
  expect([status, body, headers['cache-control']]).toEqual([
    200,
    '<title>Goldfinch</title>',
    'no-store',
  ])
})

test('nothing is written: other methods are refused', async () => {
  const answers = await Promise.all(
    ['POST', 'PUT', 'DELETE', 'OPTIONS'].map((method) => server.get('/', server.own, method)),
  )
  expect(answers.map(({ status }) => status)).toEqual([405, 405, 405, 405])
})

test('every file comes with the policy that keeps the page to itself', async () => {
  const { headers } = await server.get('/main.js', server.own)
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
  const policy = String(headers['content-security-policy']).split('; ')
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      `connect-src 'self' ws://127.0.0.1:${server.port}`,
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]),
  )
})
