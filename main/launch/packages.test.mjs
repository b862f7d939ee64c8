import { expect, test } from 'vitest'
import { matches } from './packages.mjs'

const zod = { version: '4.6.7', integrity: 'sha512-a' }
const forDarwin = { version: '1.0.0', integrity: 'sha512-b', optional: true, os: ['darwin'] }
const wanted = { 'node_modules/zod': zod, 'node_modules/only-darwin': forDarwin }

test('optional packages for other systems may be absent', () => {
  expect(matches(wanted, { 'node_modules/zod': zod })).toBe(true)
  expect(matches(wanted, wanted)).toBe(true)
})

test('another version, another content, one missing and one too many are seen', () => {
  const seen = [
    { 'node_modules/zod': { ...zod, version: '4.6.6' } },
    { 'node_modules/zod': { ...zod, integrity: 'sha512-c' } },
    {},
    { 'node_modules/zod': zod, 'node_modules/old': zod },
  ].map((installed) => matches(wanted, installed))
  expect(seen).toEqual([false, false, false, false])
})
