import { describe, expect, test, vi } from 'vitest'
import { jsonFields, looksLikeJson } from './json-line.ts'
import { createLogModel } from './model.ts'
import type { LogModel } from './model.ts'
import { readQuery } from './search.ts'

/** `o:text` or `e:text`; an upper-case letter has no end yet. */
const push = (model: LogModel, ...lines: readonly string[]) =>
  model.push({
    times: lines.map((_, index) => index),
    streams: lines.map((line) => line[0]).join(''),
    texts: lines.map((line) => line.slice(2)).join('\n'),
  })

const shown = (model: LogModel, from = 0, to = Number.POSITIVE_INFINITY) =>
  model.layout.between(from, to).map(({ line, top }) => `${top} ${model.ring.text(line)}`)

describe('the ring', () => {
  test('keeps the last lines under their numbers', () => {
    const model = createLogModel(3)
    push(model, 'o:a', 'e:b')
    push(model, 'o:c', 'o:d', 'e:e')
    expect([shown(model), model.ring.first(), model.ring.next(), model.layout.rows()]).toEqual([
      ['0 c', '1 d', '2 e'],
      2,
      5,
      3,
    ])
  })
  test('takes a batch that is larger than itself', () => {
    const model = createLogModel(2)
    push(model, 'o:0')
    push(model, 'o:a', 'o:b', 'o:c', 'o:d', 'o:e')
    push(model, 'o:f')
    expect(shown(model)).toEqual(['0 e', '1 f'])
  })
  test('replaces a line that had no end, for each stream', () => {
    const model = createLogModel(10)
    push(model, 'O:10 %', 'e:warn', 'O:20 %')
    push(model, 'o:100 %', 'o:next')
    expect(shown(model)).toEqual(['0 100 %', '1 warn', '2 next'])
  })
  test('appends when the line without an end is gone', () => {
    const model = createLogModel(2)
    push(model, 'O:a', 'e:b', 'e:c', 'e:d', 'o:a2')
    expect(shown(model)).toEqual(['0 d', '1 a2'])
  })
  test('has empty lines too', () => {
    const model = createLogModel(4)
    push(model, 'o:', 'o:', 'o:x')
    expect(shown(model)).toEqual(['0 ', '1 ', '2 x'])
  })
})

describe('rows', () => {
  test('hidden streams take no room', () => {
    const model = createLogModel(4)
    push(model, 'o:a', 'e:b', 'o:c')
    model.look({ streams: ['error'] })
    push(model, 'e:d', 'o:e', 'e:f')
    expect([shown(model), model.layout.rows()]).toEqual([['0 d', '1 f'], 2])
    model.look({ streams: ['out', 'error'] })
    expect(shown(model)).toEqual(['0 c', '1 d', '2 e', '3 f'])
  })
  test('wrapped lines take as many as they need, tabs included', () => {
    const model = createLogModel(10)
    push(model, 'o:12345', 'o:1234567890', 'o:12345678901', 'o:\tx', 'o:')
    model.look({ streams: ['out'], columns: 5 })
    expect([model.layout.between(0, 99).map(({ top }) => top), model.layout.rows()]).toEqual([
      [0, 1, 3, 6, 8],
      9,
    ])
    expect([0, 2, 3, 8].map((row) => model.layout.lineAt(row))).toEqual([0, 1, 2, 4])
  })
  test('escape sequences take no room', () => {
    const model = createLogModel(2)
    push(model, 'o:\u001b[31m12345\u001b[0m')
    model.look({ streams: ['out'], columns: 5 })
    expect(model.layout.rows()).toBe(1)
  })
  test('what was measured counts, until the look changes', () => {
    const model = createLogModel(4)
    push(model, 'o:漢漢漢', 'o:x')
    model.look({ streams: ['out'], columns: 4 })
    expect([
      model.layout.measured(new Map([[0, 2]])),
      model.layout.measured(new Map([[0, 2]])),
      model.layout.rows(),
    ]).toEqual([true, false, 3])
    model.look({ streams: ['out'], columns: 10 })
    expect(model.layout.rows()).toBe(2)
  })
  test('only those in sight are given, whatever is above', () => {
    const model = createLogModel(100)
    push(
      model,
      ...Array.from({ length: 250 }, (_, index) => `${index % 2 === 0 ? 'o' : 'e'}:${index}`),
    )
    expect(shown(model, 10, 13)).toEqual(['10 160', '11 161', '12 162'])
    model.look({ streams: ['out'] })
    expect(shown(model, 10, 13)).toEqual(['10 170', '11 172', '12 174'])
    expect(model.layout.topOf(172)).toBe(11)
  })
  test('a JSON line opens into its fields', () => {
    const model = createLogModel(4)
    push(model, 'o:{"a":1,"b":{"c":"x"}}', 'o:y')
    model.toggle(0)
    model.toggle(1)
    expect([shown(model), model.layout.rows(), model.isOpen(1)]).toEqual([
      ['0 {"a":1,"b":{"c":"x"}}', '3 y'],
      4,
      false,
    ])
    model.toggle(0)
    expect(model.layout.rows()).toBe(2)
  })
})

describe('search', () => {
  const found = (model: LogModel, text: string, isRegex = false) => {
    const { pattern } = readQuery({ text, isRegex })
    model.hits.search(pattern)
    return model.hits.count()
  }
  test('finds plain words and expressions, and keeps up', () => {
    const model = createLogModel(4)
    push(model, 'o:Time out', 'e:timeout', 'o:a.c', 'o:abc')
    expect([
      found(model, 'time'),
      found(model, 'Time'),
      found(model, 'a.c'),
      found(model, 'a.c', true),
    ]).toEqual([2, 1, 1, 2])
    push(model, 'o:abc', 'o:x')
    expect(model.hits.count()).toBe(3)
    push(model, 'o:y', 'o:z')
    expect(model.hits.count()).toBe(1)
  })
  test('goes round in both directions', () => {
    const model = createLogModel(10)
    push(model, 'o:x', 'o:a', 'o:x', 'o:a', 'o:x')
    found(model, 'x')
    expect([
      model.hits.from(0, 1),
      model.hits.from(4, 1),
      model.hits.from(0, -1),
      model.hits.from(3, -1),
    ]).toEqual([2, 0, 4, 2])
    expect([model.hits.indexOf(2), model.hits.indexOf(1)]).toEqual([2, 0])
  })
  test('says what is wrong with an expression', () => {
    expect(readQuery({ text: '(', isRegex: true }).error).toContain(
      'This is not a regular expression:',
    )
    expect(readQuery({ text: '(', isRegex: false }).error).toBeUndefined()
  })
  test('does not see hidden lines and escape sequences', () => {
    const model = createLogModel(10)
    push(model, 'o:\u001b[31mfa\u001b[0mil', 'e:fail')
    model.look({ streams: ['out'] })
    expect([found(model, 'fail'), found(model, '31m')]).toEqual([1, 0])
  })
})

test('JSON in a line is found after words, and only objects count', () => {
  expect([
    jsonFields('2026-01-01 info {"a":"x","b":[1],"c":{"d":null},"e":{}}'),
    jsonFields('{"a"'),
    jsonFields('{not: json}'),
    looksLikeJson('{}'),
  ]).toEqual([
    [
      { name: 'a', value: 'x', isText: true },
      { name: 'b', value: '[1]', isText: false },
      { name: 'c.d', value: 'null', isText: false },
      { name: 'e', value: '{}', isText: false },
    ],
    undefined,
    undefined,
    false,
  ])
})

test('text for a file has times when asked, and no colours', () => {
  const model = createLogModel(4)
  push(model, 'o:\u001b[31ma\u001b[0m', 'e:b')
  expect([model.text(0, 9, false), model.text(0, 1, true)]).toEqual([
    'a\nb',
    '1970-01-01T00:00:00.000Z a',
  ])
})

test('each new line is searched once, however many there are', () => {
  const model = createLogModel(100_000)
  const pattern = /needle/gi
  const search = vi.spyOn(pattern, 'test')
  model.hits.search(pattern)
  const lines = Array.from({ length: 1000 }, (_, index) => `o:line ${index} GET /orders/${index}`)
  for (let round = 0; round < 50; round += 1) push(model, ...lines)
  expect(search).toHaveBeenCalledTimes(50_000)
})
