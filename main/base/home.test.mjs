import { expect, test } from 'vitest'
import { homeFolder } from './home.mjs'

test('GOLDFINCH_HOME decides, and is made absolute', () => {
  expect(homeFolder({ GOLDFINCH_HOME: '/tmp/gf/../gf-2' })).toBe('/tmp/gf-2')
  expect(homeFolder({ GOLDFINCH_HOME: 'here' })).toBe(`${process.cwd()}/here`)
})

test('without it the folder follows the conventions of the platform', () => {
  const folders = [
    homeFolder({}, 'linux', '/home/ann'),
    homeFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/ann'),
    homeFolder({}, 'darwin', '/Users/ann'),
  ]
  expect(folders).toEqual([
    '/home/ann/.local/share/goldfinch',
    '/data/goldfinch',
    '/Users/ann/Library/Application Support/Goldfinch',
  ])
})
