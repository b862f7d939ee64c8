import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type Tested } from './testing.ts'

let server: Tested
beforeAll(async () => {
  server = await startTested()
})
afterAll(() => server.dispose())

test('without a session nothing is served', async () => {
  const paths = ['/', '/main.js', '/containers', '/nope']
  const answers = await Promise.all(paths.map((path) => server.get(path)))
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  expect(answers[0]?.body).toContain('Open the address that the terminal printed')
})

test('the session of another server, or a wrong one, is none', async () => {
  const cookies = [
    `goldfinch-1=${server.token}`,
    `goldfinch-${server.port}=wrong`,
    `x-goldfinch-${server.port}=${server.token}`,
  ]
  const answers = await Promise.all(cookies.map((cookie) => server.get('/', { cookie })))
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
})

test('the session is found among others', async () => {
  const cookie = `a=b; ${server.own['cookie'] ?? ''}; c=d`
  expect((await server.get('/', { cookie })).status).toBe(200)
})
