import { expect, test } from 'vitest'
import { closingLine, readPlaywright, readVitest, withExitCode } from './results.mjs'

// vitest 5.1.1 --reporter=json, shortened
const vitest = {
  testResults: [
    {
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'a' },
        { status: 'failed', fullName: 'b' },
        { status: 'skipped', fullName: 'c' },
        { status: 'todo', fullName: 'd' },
      ],
    },
    { status: 'failed', assertionResults: [] },
  ],
}

test('vitest: a file that cannot be loaded counts as a failure', () => {
  expect(readVitest(vitest)).toEqual({ passed: 1, failed: 2, skipped: ['c', 'd'] })
})

// @playwright/test 1.65.1 --reporter=json, shortened
const skip = [{ type: 'skip', description: 'no display' }]
const spec = (title, status, annotations = []) => ({ title, tests: [{ status, annotations }] })
const playwright = {
  errors: [],
  suites: [
    {
      specs: [spec('opens', 'expected')],
      suites: [{ specs: [spec('shows', 'unexpected'), spec('closes', 'skipped', skip)] }],
    },
  ],
}

test('Playwright: nested tests are found, and what was skipped says why', () => {
  expect(readPlaywright(playwright)).toEqual({
    passed: 1,
    failed: 1,
    skipped: ['closes: no display'],
  })
})

test('Playwright: an error outside of tests counts', () => {
  expect(readPlaywright({ suites: [], errors: [{ message: 'no config' }] }).failed).toBe(1)
})

test('a runner that ends badly has failed, even without a failed test', () => {
  const result = { passed: 3, failed: 0, skipped: [] }
  expect([withExitCode(result, 1).failed, withExitCode(result, 0).failed]).toEqual([1, 0])
})

test('everything ends with one line', () => {
  const results = [readVitest(vitest), readPlaywright(playwright)]
  expect(closingLine(results)).toBe('2 passed, 3 failed, 3 skipped')
})
