import { expect, test } from 'vitest'
import { createReport } from './report.mjs'

/** Collects what is written; each look at the clock is half a second later. */
function recorder(isTTY) {
  let text = ''
  let at = 0
  const report = createReport(
    { write: (piece) => (text += piece), isTTY, columns: 60 },
    () => (at += 500) - 500,
  )
  return { report, text: () => text }
}

test('a file gets a line at the start and one at the end, without control characters', async () => {
  const { report, text } = recorder(false)
  await report.phase('npm packages', async (progress) => {
    progress('fetching')
    progress('1 of 2')
  })
  await report.phase('clients', async () => {})
  report.note('Over.')
  expect(text()).toBe(
    'npm packages: fetching\nnpm packages: done in 0.5 s\nclients: up to date\nOver.\n',
  )
})

test('a terminal gets one line that is rewritten', async () => {
  const { report, text } = recorder(true)
  await report.phase('the app', async (progress) => progress('building 1 of 3'))
  expect(text()).toBe(
    '\r\x1b[K… the app            0.5 s  building 1 of 3\r\x1b[K✓ the app            1.0 s\n',
  )
})

test('a line is cut at the width of the terminal, so that it can be rewritten', async () => {
  const { report, text } = recorder(true)
  await report.phase('the app', async (progress) => progress('x'.repeat(100)))
  expect(
    Math.max(
      ...text()
        .split('\r\x1b[K')
        .map((line) => line.length),
    ),
  ).toBe(59)
})

test('a phase that fails says so, and its error goes on', async () => {
  const { report, text } = recorder(false)
  const failing = report.phase('bundle', async (progress) => {
    progress('building')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(text()).toBe('bundle: building\nbundle: failed after 0.5 s\n')
})

test('what a phase came to can be said, and that it failed without an error', async () => {
  const { report, text } = recorder(false)
  const work = async (progress) => progress('running')
  await report.phase('unit', work, () => ({ text: '3 passed', isFailure: false }))
  await report.phase('real', work, () => ({ text: '1 failed', isFailure: true }))
  expect(text()).toBe(
    'unit: running\nunit: done in 0.5 s, 3 passed\nreal: running\nreal: failed after 0.5 s, 1 failed\n',
  )
})
