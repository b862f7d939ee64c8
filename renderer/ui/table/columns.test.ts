import { expect, test } from 'vitest'
import { gridTracks, isShown, noChoices } from './columns.ts'

const columns = [
  { id: 'name', width: 150, grow: 1.3, isFixed: true },
  { id: 'age', width: 74, isHiddenAtFirst: true },
]

test('a width that a person chose is exact and never below the least', () => {
  expect(gridTracks(columns, noChoices)).toBe('minmax(150px, 1.3fr) 74px')
  expect(gridTracks(columns, { shown: {}, widths: { name: 300, age: 3 } })).toBe('300px 60px')
})

test('what is fixed cannot be hidden, what is hidden at first can be shown', () => {
  const choices = { shown: { name: false, age: true }, widths: {} }
  expect(columns.map((column) => [isShown(column, noChoices), isShown(column, choices)])).toEqual([
    [true, true],
    [false, true],
  ])
})
