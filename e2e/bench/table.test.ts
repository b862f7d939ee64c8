import { expect, test } from 'vitest'
import type { Figure } from './measure.ts'
import { formatTable, isMet, toRow } from './table.ts'

const list: Figure = {
  name: 'list of 200 containers',
  unit: 'ms',
  ours: 61.23456,
  peer: { value: 2345.6, what: 'nerdctl ps -a + nerdctl inspect' },
  limit: { value: 50, what: 'raw gRPC' },
  aim: { atMost: 65 },
}
const memory: Figure = { name: 'memory of the backend', unit: 'MB', ours: 98.76543 }

test('a row has the numbers only, and no key for what there is not', () => {
  expect([list, memory].map(toRow)).toEqual([
    {
      name: 'list of 200 containers',
      unit: 'ms',
      ours: 61.23,
      peer: 2346,
      limit: 50,
      aim: 65,
      met: true,
    },
    { name: 'memory of the backend', unit: 'MB', ours: 98.77 },
  ])
})

test('an aim is met by what it says, its bound included unless it is below', () => {
  expect([
    isMet(1.3, { atMost: 1.3 }),
    isMet(100, { below: 100 }),
    isMet(50_000, { atLeast: 50_000 }),
    isMet(49_999, { atLeast: 50_000 }),
  ]).toEqual([true, false, true, false])
})

test('the table says what each number is, and which aims are missed', () => {
  const slow: Figure = { name: 'lines', unit: 'lines/s', ours: 41_000, aim: { atLeast: 50_000 } }
  expect(formatTable([list, slow, memory])).toBe(
    `
measure                 unit       ours  alternative  limit       aim  met
──────────────────────  ───────  ──────  ───────────  ─────  ────────  ───
list of 200 containers  ms        61.23        2,346     50      ≤ 65  yes
lines                   lines/s  41,000                      ≥ 50,000  NO
memory of the backend   MB        98.77

list of 200 containers: alternative: nerdctl ps -a + nerdctl inspect; limit: raw gRPC.

1 of 2 aims met; missed: lines`.trimStart(),
  )
})
