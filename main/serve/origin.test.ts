import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type Tested } from './testing.ts'

let server: Tested
beforeAll(async () => {
  server = await startTested()
})
afterAll(() => server.dispose())

test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1'])(
  'a request from %s is refused, although the browser adds the session',
  async (origin) => {
    const answer = await server.get('/main.js', { ...server.own, origin })
    expect([answer.status, answer.body.includes('go()')]).toEqual([403, false])
  },
)

test('our own page may ask, and so may plain navigation, which names no page', async () => {
  const { host = '', cookie = '' } = server.own
  const answers = [await server.get('/', server.own), await server.get('/', { host, cookie })]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})
