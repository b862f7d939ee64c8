import { expect, test } from 'vitest'
import { searchWith } from './address.ts'

test('parameters are changed, and what is empty is left out', () => {
  expect(searchWith('?id=a&tab=logs', { tab: 'stats', id: undefined, filter: '' })).toBe(
    '?tab=stats',
  )
  expect(searchWith('?id=a', { id: '' })).toBe('')
})

test('words of a filter survive the address', () => {
  const search = searchWith('', { filter: 'is:running image:a&b' })
  expect(new URLSearchParams(search).get('filter')).toBe('is:running image:a&b')
})
