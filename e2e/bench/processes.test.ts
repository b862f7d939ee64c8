import { expect, test } from 'vitest'
import { parseStat } from './processes.ts'

test('a stat line is read whatever the name of the process is', () => {
  // Linux 6.18, a shell that had waited for `sleep` and `ls`; its name was changed to hold brackets.
  const line =
    '29667 (a) (b c) S 29660 29667 29667 0 -1 4194304 512 2043 1 2 30 20 7 3 20 0 1 0 312345 4743168 897 18446744073709551615 1 1 0 0 0 0 0 0 65536 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n'
  expect(parseStat(line)).toEqual({
    parent: 29_660,
    cpuMs: 600,
    childFaults: 2045,
    startedAtTick: 312_345,
  })
})
