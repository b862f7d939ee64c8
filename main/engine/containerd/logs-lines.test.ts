import { expect, test } from 'vitest'
import { createLogLines } from './logs-lines.ts'

test('lines keep their order, streams and times', () => {
  const lines = createLogLines()
  lines.record('e', 'err', true, 1)
  lines.record('o', '', true, 2.5)
  lines.record('o', 'out', true, 3)
  expect(lines.length()).toBe(9)
  expect(lines.take(true)).toEqual({ times: [1, 2.5, 3], streams: 'eoo', texts: 'err\n\nout' })
  expect(lines.take(true)).toBeUndefined()
})

test('pieces are joined, each stream by itself, with the time of the first', () => {
  const lines = createLogLines()
  lines.record('o', 'par', false, 1)
  lines.record('e', 'between', true, 2)
  lines.record('e', 'x', false, 3)
  lines.record('o', 'ti', false, 4)
  lines.record('o', 'al', true, 5)
  lines.record('e', 'y', true, 6)
  expect(lines.take(true)).toEqual({
    times: [2, 1, 3],
    streams: 'eoe',
    texts: 'between\npartial\nxy',
  })
})

test('an open line is shown once, and again when it grew', () => {
  const lines = createLogLines()
  lines.record('o', 'Password: ', false, 1)
  expect(lines.take(false)).toBeUndefined()
  expect(lines.take(true)).toEqual({ times: [1], streams: 'O', texts: 'Password: ' })
  expect(lines.take(true)).toBeUndefined()
  lines.record('o', '***', false, 2)
  lines.record('e', 'no', true, 3)
  expect(lines.take(true)).toEqual({ times: [3, 1], streams: 'eO', texts: 'no\nPassword: ***' })
  lines.record('o', '', true, 4)
  expect(lines.take(true)).toEqual({ times: [1], streams: 'o', texts: 'Password: ***' })
})

test('a return whose line feed comes in the next piece is no text', () => {
  const lines = createLogLines()
  lines.record('o', 'a\r', false, 1)
  lines.record('o', '', true, 2)
  expect(lines.take(true)?.texts).toBe('a')
})

test('a line without an end is cut, and never shown while it is long', () => {
  const lines = createLogLines()
  const piece = 'x'.repeat(1024 * 300)
  for (let index = 0; index < 8; index++) lines.record('o', piece, false, index)
  expect(lines.take(true)).toMatchObject({ times: [0, 3], streams: 'oo' })
  lines.record('o', 'end', true, 9)
  expect(lines.take(true)?.texts).toBe(`${piece}${piece}end`)
})

test('one huge record is cut without tearing a character', () => {
  const lines = createLogLines()
  const text = `${'x'.repeat(1024 * 1024 - 1)}${'𝄞'.repeat(10)}`
  lines.record('o', text, true, 1)
  const batch = lines.take(true)
  expect(batch?.streams).toBe('oo')
  expect(batch?.texts.split('\n').map((part) => part.length)).toEqual([1024 * 1024 - 1, 20])
})

test('lines outside the wanted time are left out', () => {
  const lines = createLogLines({ since: 2, until: 3 })
  for (const at of [1, 2, 3, 4]) lines.record('o', String(at), true, at)
  lines.record('o', 'open', false, 5)
  expect(lines.take(true)?.texts).toBe('2\n3')
})

test('the first lines can be skipped', () => {
  const lines = createLogLines({ skip: 2 })
  for (const at of [1, 2, 3]) lines.record('o', String(at), true, at)
  expect(lines.take(true)?.texts).toBe('3')
})

test('what is no record has the time of the record before it', () => {
  const lines = createLogLines({ startsAt: 5 })
  lines.other('a')
  lines.record('e', 'b', true, 7)
  lines.other('c')
  expect(lines.take(true)).toEqual({ times: [5, 7, 7], streams: 'oeo', texts: 'a\nb\nc' })
})
