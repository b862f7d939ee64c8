import { expect, test } from 'vitest'
import { search, withRecent } from './search.ts'

const command = (id: string, title: string) => ({ id, title })
const commands = [
  command('page /', 'Overview'),
  command('container 1', 'shop-web-1'),
  command('container 2', 'shop-db-1'),
  command('stop 1', 'Stop shop-web-1'),
  command('logs 1', 'Logs of shop-web-1'),
]
const ids = (query: string, recent: readonly string[] = []) =>
  search(commands, query, recent).map(({ id }) => id)

test('without words the recent ones come first, then all in their order', () => {
  expect(ids('', ['logs 1', 'gone'])).toEqual([
    'logs 1',
    'page /',
    'container 1',
    'container 2',
    'stop 1',
  ])
})

test('letters are found where words begin', () => {
  expect(ids('sw1')[0]).toBe('container 1')
  expect(ids('stop web')[0]).toBe('stop 1')
  expect(ids('zzz')).toEqual([])
})

test('of equal matches the recent one wins', () => {
  expect(ids('shop', ['container 2'])[0]).toBe('container 2')
})

test('a used command moves to the front and is mentioned once', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
  expect(
    withRecent(
      Array.from({ length: 40 }, (_, index) => `${index}`),
      'x',
    ),
  ).toHaveLength(30)
})
