import { expect, test } from 'vitest'
import { isSource } from './app.mjs'

test('what cannot change the build does not cause one', () => {
  const names = ['app.ts', 'page.css', 'a.test.ts', 'b.real.test.mjs', 'README.md', 'testing.ts']
  expect(names.filter(isSource)).toEqual(['app.ts', 'page.css', 'testing.ts'])
})
