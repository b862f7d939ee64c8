import { expect, test } from 'vitest'
import { foldEnds, jsonLines, jsonTokens, markHits, maskedLine, visibleLines } from './json-text.ts'

test('a line of JSON is cut into its kinds and loses nothing', () => {
  const line = '  "a:b": [1, -2.5e3, true, "x\\"y"],'
  const tokens = jsonTokens(line)
  expect(tokens.map(({ text }) => text).join('')).toBe(line)
  expect(
    tokens.filter(({ kind }) => kind !== 'plain').map(({ text, kind }) => `${kind} ${text}`),
  ).toEqual(['key "a:b"', 'number 1', 'number -2.5e3', 'word true', 'string "x\\"y"'])
})

test('one long line is indented, and what is no JSON stays as it is', () => {
  expect([
    jsonLines('{"a":1}'),
    jsonLines('not'),
    jsonLines('{\n"a": 9223372036854771712\n}'),
  ]).toEqual([['{', '  "a": 1', '}'], ['not'], ['{', '"a": 9223372036854771712', '}']])
})

test('only the values of secret variables are masked', () => {
  expect(
    ['  "DB_PASSWORD=hunter2",', '  "PATH=/bin",', '  "DB_PASSWORD": "x"', '"TOKEN=a\\"b"'].map(
      maskedLine,
    ),
  ).toEqual([
    '  "DB_PASSWORD=••••••••",',
    '  "PATH=/bin",',
    '  "DB_PASSWORD": "x"',
    '"TOKEN=••••••••"',
  ])
})

test('what opens folds down to what closes it', () => {
  const lines = jsonLines('{"a":{"b":[1,2],"c":{}},"d":3}')
  const ends = foldEnds(lines)
  expect(Array.from(ends)).toEqual([
    [2, 5],
    [1, 7],
    [0, 9],
  ])
  expect(visibleLines(lines.length, ends, new Set([1]))).toEqual([0, 1, 8, 9])
})

test('matches are marked across tokens, whatever their case', () => {
  const pieces = markHits(jsonTokens('"Name": "Web"'), 'e": "w')
  expect(pieces.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')).toBe(
    '"Nam[e"][:][ ]["W]eb"',
  )
})
