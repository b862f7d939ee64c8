import { expect, test } from 'vitest'
import { parseRecord } from './logs-record.ts'

type Told = [stream: string, text: string, hasEnd: boolean, at: number] | [other: string]

function parse(line: string): Told[] {
  const told: Told[] = []
  const source = `before\n${line}\nafter "quoted" \\n`
  parseRecord(source, 7, 7 + line.length, {
    record: (...record) => told.push(record),
    other: (text) => told.push([text]),
  })
  return told
}

const at = Date.parse('2026-11-21T07:09:01.111Z')

// Written by nerdctl 2.3.5 for a container that printed these on purpose.
test('records are read as nerdctl writes them', () => {
  const captured = [
    String.raw`{"log":"line 0\n","stream":"stdout","time":"2026-11-21T07:09:01.111395813Z"}`,
    String.raw`{"log":"err\n","stream":"stderr","time":"2026-11-21T07:09:01.11119575Z"}`,
    String.raw`{"log":"par","stream":"stdout","time":"2026-11-21T07:09:01.111217072Z"}`,
    String.raw`{"log":"\n","stream":"stdout","time":"2026-11-21T07:09:01.111405123Z"}`,
    String.raw`{"log":"a\r\n","stream":"stdout","time":"2026-11-21T07:09:01.111216613Z"}`,
    String.raw`{"log":"\u003ca\u0026b\u003e \"q\" back\\slash\n","stream":"stdout","time":"2026-11-21T07:09:01.111398813Z"}`,
    String.raw`{"log":"\u001b[31mred\u001b[0m\n","stream":"stdout","time":"2026-11-21T07:09:01.11140321Z"}`,
    String.raw`{"log":"\ttab\rcr\n","stream":"stdout","time":"2026-11-21T07:09:01.111407076Z"}`,
    String.raw`{"log":"\ufffd\ufffdbad\ufffd\n","stream":"stdout","time":"2026-11-21T07:09:01.111408628Z"}`,
    String.raw`{"log":"u\u2028ls\u0001\n","stream":"stdout","time":"2026-11-21T07:09:01.111410591Z"}`,
    `{"log":"é€𝄞\\r\\n","stream":"stdout","time":"2026-11-21T07:09:01.111282461Z"}`,
  ]
  expect(captured.flatMap(parse).map(([stream, text, hasEnd]) => [stream, text, hasEnd])).toEqual([
    ['o', 'line 0', true],
    ['e', 'err', true],
    ['o', 'par', false],
    ['o', '', true],
    ['o', 'a', true],
    ['o', '<a&b> "q" back\\slash', true],
    ['o', '\u001b[31mred\u001b[0m', true],
    ['o', '\ttab\rcr', true],
    ['o', '\ufffd\ufffdbad\ufffd', true],
    ['o', 'u\u2028ls\u0001', true],
    ['o', 'é€𝄞', true],
  ])
})

test('times keep what a number can hold of their nanoseconds', () => {
  const time = (text: string) =>
    parse(`{"log":"x\\n","stream":"stdout","time":"${text}"}`).map((told) => told[3])
  expect(time('2026-11-21T07:09:01.111398813Z')[0]).toBeCloseTo(at + 0.398813, 3)
  expect(time('2026-11-21T07:09:01.111Z')).toEqual([at])
  expect(time('2026-11-21T07:09:01Z')).toEqual([at - 111])
  expect(time('2026-11-21T07:09:01.5Z')).toEqual([at + 389])
  expect(time('2026-11-21T08:09:01.111+01:00')).toEqual([at])
})

test('what is no record is told as it is, and the record after it is found', () => {
  const record = String.raw`{"log":"x\n","stream":"stderr","time":"2026-11-21T07:09:01.111Z"}`
  const read: Told = ['e', 'x', true, at]
  expect(parse('garbage')).toEqual([['garbage']])
  expect(parse('')).toEqual([])
  expect(parse('\0\0\0')).toEqual([])
  expect(parse(`\0\0${record}`)).toEqual([read])
  expect(parse(`{"log":"torn${record}`)).toEqual([['{"log":"torn'], read])
  expect(parse(`{"log":"torn${record.slice(0, 40)}`)).toEqual([
    [`{"log":"torn${record.slice(0, 40)}`],
  ])
  expect(parse('{"level":"info"}')).toEqual([['{"level":"info"}']])
  expect(parse('null')).toEqual([['null']])
  const when = '"2026-13-41T07:09:01.111Z"'
  const wrong = `{"log":"x\\n","stream":"stdout","time":${when}}`
  expect(parse(wrong)).toEqual([[wrong]])
})

test('texts that look like the end of a record do not end it', () => {
  const texts = [
    '","stream":"stdout","time":"2026-11-21T07:09:01.111Z"}\n',
    'x\\n',
    'x\\',
    'x"',
    '\\"\n',
    '"\n',
    'a\nb\n',
    'a\nb',
  ]
  const told = texts.map((log) =>
    parse(JSON.stringify({ log, stream: 'stdout', time: '2026-11-21T07:09:01.111Z' })),
  )
  expect(told.map((all) => all.map(([, text, hasEnd]) => [text, hasEnd]))).toEqual([
    [['","stream":"stdout","time":"2026-11-21T07:09:01.111Z"}', true]],
    [['x\\n', false]],
    [['x\\', false]],
    [['x"', false]],
    [['\\"', true]],
    [['"', true]],
    [
      ['a', true],
      ['b', true],
    ],
    [
      ['a', true],
      ['b', false],
    ],
  ])
})

test('the quick way and JSON.parse agree on everything', () => {
  const alphabet = [
    'a',
    ' ',
    '"',
    '\\',
    'n',
    '\r',
    '\n',
    '\t',
    '<',
    'é',
    '\u2028',
    '{"log":"',
    '}',
    '\0',
  ]
  let seed = 7
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let round = 0; round < 5000; round++) {
    const log = Array.from({ length: random(8) }, () => alphabet[random(alphabet.length)]).join('')
    const line = JSON.stringify({ log, stream: 'stderr', time: '2026-11-21T07:09:01.111Z' })
    const told = parse(line)
    const joined = told
      .map(([, text, hasEnd]) => `${text ?? ''}${hasEnd === true ? '\n' : ''}`)
      .join('')
    expect({ line, joined }).toEqual({ line, joined: log.replaceAll('\r\n', '\n') })
  }
})
