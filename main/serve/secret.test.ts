import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type Tested } from './testing.ts'

let server: Tested
beforeAll(async () => {
  server = await startTested()
})
afterAll(() => server.dispose())

test('the right token gives a session that no script can read, and leaves the address', async () => {
  const { status, headers } = await server.get(`/?token=${server.token}`)
  expect({ status, next: headers['refresh'], cookie: headers['set-cookie'] }).toEqual({
    status: 200,
    next: '0; url=/',
    cookie: [`goldfinch-${server.port}=${server.token}; HttpOnly; SameSite=Strict; Path=/`],
  })
})

test.each(['', 'x', 'a-token-of-some-lengtH', 'a-token-of-some-length-and-more'])(
  'the token “%s” is refused',
  async (token) => {
    const { status, headers } = await server.get(`/?token=${token}`)
    expect([status, headers['set-cookie']]).toEqual([403, undefined])
  },
)

test('the token counts at the front door only', async () => {
  expect((await server.get(`/main.js?token=${server.token}`)).status).toBe(403)
})
