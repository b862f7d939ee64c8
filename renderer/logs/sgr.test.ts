import { describe, expect, test } from 'vitest'
import { partsOf, levelOf } from './parts.ts'
import { parseSgr, plainText } from './sgr.ts'
import type { SgrStyle } from './sgr.ts'

const esc = '\u001b'

/** Spans as `[text, style]`. */
const spans = (line: string) =>
  parseSgr(line.replaceAll('^', esc)).map(({ text, style }) => [text, style])

describe('colours and looks', () => {
  test.each<[string, readonly (readonly [string, SgrStyle])[]]>([
    ['', []],
    ['plain', [['plain', {}]]],
    [
      '^[31mred^[0m not',
      [
        ['red', { front: { index: 1 } }],
        [' not', {}],
      ],
    ],
    [
      '^[31mred^[m not',
      [
        ['red', { front: { index: 1 } }],
        [' not', {}],
      ],
    ],
    [
      '^[1;2;3;4;7;9mx^[22;23;24;27;29my',
      [
        [
          'x',
          {
            isBold: true,
            isDim: true,
            isItalic: true,
            isUnderlined: true,
            isInverse: true,
            isStruck: true,
          },
        ],
        ['y', {}],
      ],
    ],
    [
      '^[91;102mx^[39;49my',
      [
        ['x', { front: { index: 9 }, back: { index: 10 } }],
        ['y', {}],
      ],
    ],
    ['^[38;5;9mx', [['x', { front: { index: 9 } }]]],
    ['^[38;5;196mx', [['x', { front: { rgb: 'rgb(255 0 0)' } }]]],
    ['^[48;5;244mx', [['x', { back: { rgb: 'rgb(128 128 128)' } }]]],
    ['^[38;2;1;2;3mx', [['x', { front: { rgb: 'rgb(1 2 3)' } }]]],
    ['^[38:2::1:2:3mx', [['x', { front: { rgb: 'rgb(1 2 3)' } }]]],
    ['^[38:5:196mx', [['x', { front: { rgb: 'rgb(255 0 0)' } }]]],
    ['^[38;2;300;0;0mx', [['x', {}]]],
    ['^[38;5mx', [['x', {}]]],
    ['^[1;38;5;1;4mx', [['x', { isBold: true, front: { index: 1 }, isUnderlined: true }]]],
    ['^[999mx', [['x', {}]]],
  ])('%s', (line, expected) => {
    expect(spans(line)).toEqual(expected)
  })
})

describe('other escapes are dropped', () => {
  test.each([
    ['^[2Jx', 'x'],
    ['^[?25lx^[?25h', 'x'],
    ['^[10;20Hx', 'x'],
    ['^]0;title\u0007x', 'x'],
    ['^]8;;https://evil.example\u001b\\link^]8;;\u001b\\', 'link'],
    ['^]52;c;aGk=\u0007x', 'x'],
    ['^(Bx', 'x'],
    ['^=x', 'x'],
    ['a\u0000b\u0008c\u007f', 'abc'],
    ['\u009b31mx', 'x'],
    ['^[31', '31'],
    ['^', ''],
    ['10 %\r50 %\r100 %', '100 %'],
    ['done\r', 'done'],
    ['a\tb', 'a\tb'],
  ])('%j', (line, text) => {
    const typed = line.replaceAll('^', esc)
    expect([
      plainText(typed),
      parseSgr(typed)
        .map((span) => span.text)
        .join(''),
    ]).toEqual([text, text])
  })
})

test('nothing throws, and both readings agree', () => {
  const pieces = [esc, '[', ']', 'm', ';', '38', '5', ':', 'x', '\u0007', '\\', '0']
  for (const a of pieces)
    for (const b of pieces)
      for (const c of pieces)
        for (const d of pieces) {
          const line = a + b + c + d
          expect(
            parseSgr(line)
              .map(({ text }) => text)
              .join(''),
          ).toBe(plainText(line))
        }
})

test('a match over two colours is cut at its edges and the colour stays', () => {
  const parts = partsOf(`a${esc}[31mbc${esc}[0md bcd`, /bcd/g)
  expect(parts).toEqual([
    { text: 'a', style: {}, isHit: false },
    { text: 'bc', style: { front: { index: 1 } }, isHit: true },
    { text: 'd', style: {}, isHit: true },
    { text: ' ', style: {}, isHit: false },
    { text: 'bcd', style: {}, isHit: true },
  ])
})

test('a line says how bad it is, in words or in fields', () => {
  expect(
    [
      'all fine',
      'ERROR: no',
      'level=info msg="error count 0"',
      '{"level":"warn","msg":"x"}',
      'Warning: y',
      'terror',
    ].map(levelOf),
  ).toEqual([undefined, 'error', undefined, 'warning', 'warning', undefined])
})
