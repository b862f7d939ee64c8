import { expect, test } from 'vitest'
import { createReplay } from './replay.ts'

test('a short output is kept as it is', () => {
  const replay = createReplay()
  replay.push('a\r\n')
  replay.push('\u001b[1mb')
  expect(replay.text()).toBe('a\r\n\u001b[1mb')
})

test('a long output keeps its last part, from the beginning of a line', () => {
  const replay = createReplay()
  for (let line = 0; line < 100_000; line++) replay.push(`\u001b[32mline ${line}\u001b[0m\r\n`)
  const text = replay.text()
  expect(text.length).toBeGreaterThan(255 * 1024)
  expect(text.length).toBeLessThan(330 * 1024)
  expect(text).toMatch(/^\u001b\[32mline \d+\u001b\[0m\r\n/)
  expect(text.endsWith('line 99999\u001b[0m\r\n')).toBe(true)
})

test('without lines it is cut before an escape sequence, else between characters', () => {
  const sequences = createReplay()
  for (let index = 0; index < 50_000; index++) sequences.push(`\u001b[38;5;${index % 256}mxyz`)
  expect(sequences.text()).toMatch(/^\u001b\[38;5;\d+mxyz/)
  const pairs = createReplay()
  pairs.push('x')
  for (let index = 0; index < 400; index++) pairs.push('𝄞'.repeat(1000))
  expect(pairs.text().isWellFormed()).toBe(true)
})

test('modes that were set in the part that is gone are set again', () => {
  const replay = createReplay()
  replay.push('\u001b[?1049h\u001b[?2004;1000h\u001b[?1000l')
  replay.push('x\n'.repeat(300_000))
  expect(replay.text().startsWith('\u001b[?1049h\u001b[?2004hx\n')).toBe(true)
})
