import { expect, test } from 'vitest'
import { TerminalId } from '../../preload/contract/terminals.ts'
import { titlesOf } from './titles.ts'

test('each terminal has a title of its own', () => {
  const terminals = [
    { command: ['/bin/bash'] },
    { command: ['bash', '-l'] },
    { command: ['/bin/sh'], user: 'root' },
    { command: [] },
  ].map((one, index) => ({ id: TerminalId.parse(`t${index}`), ...one }))
  expect(Array.from(titlesOf(terminals).values())).toEqual(['bash', 'bash (2)', 'root@sh', 'shell'])
})
