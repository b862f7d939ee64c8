import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type Tested } from './testing.ts'

let server: Tested
beforeAll(async () => {
  server = await startTested()
})
afterAll(() => server.dispose())

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

test('our own page is connected to the backend', async () => {
  const { status } = await server.get('/socket', { ...server.own, ...upgrade })
  expect([status, server.connections()]).toEqual([101, 1])
})

test('nobody else is: each rule holds for upgrades too', async () => {
  const { host = '', cookie = '', origin = '' } = server.own
  const before = server.connections()
  const refused = [
    { host, cookie, origin: 'http://evil.example' },
    { host, cookie },
    { host, origin },
    { host, origin, cookie: `goldfinch-${server.port}=wrong` },
    { host: 'evil.example', cookie, origin: 'http://evil.example' },
  ]
  const answers = await Promise.all(
    refused.map((headers) => server.get('/socket', { ...headers, ...upgrade })),
  )
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  expect(server.connections()).toBe(before)
})

test('there is one place to connect to', async () => {
  const headers = { ...server.own, ...upgrade }
  const paths = ['/', '/socket/', '/socket?a=b', `/?token=${server.token}`]
  const answers = await Promise.all(paths.map((path) => server.get(path, headers)))
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
})
