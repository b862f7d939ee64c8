import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type Tested } from './testing.ts'

let server: Tested
beforeAll(async () => {
  server = await startTested()
})
afterAll(() => server.dispose())

test('a name that was made to point here gets nothing, not even with the session', async () => {
  const hosts = ['evil.example', `evil.example:${server.port}`, '127.0.0.1', '127.0.0.1:1']
  const answers = await Promise.all(
    hosts.map((host) => server.get('/', { cookie: server.own['cookie'] ?? '', host })),
  )
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
})

test('the token does not help under a foreign name', async () => {
  const answer = await server.get(`/?token=${server.token}`, { host: 'evil.example' })
  expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined])
})

test('both names of this computer are answered', async () => {
  const hosts = [`127.0.0.1:${server.port}`, `localhost:${server.port}`]
  const answers = await Promise.all(
    hosts.map((host) => server.get('/', { cookie: server.own['cookie'] ?? '', host })),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})
