/**
 * What a level came to, from the reports of its runner.
 *
 * @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Result
 */

/**
 * Of vitest's JSON reporter. A file that could not even be loaded has no tests to fail.
 *
 * @param {any} report
 * @returns {Result}
 */
export function readVitest(report) {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const skipped = tests
    .filter(({ status }) => !['passed', 'failed'].includes(status))
    .map(({ fullName }) => fullName)
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped,
  }
}

/**
 * Of Playwright's JSON reporter.
 *
 * @param {any} report
 * @returns {Result}
 */
export function readPlaywright(report) {
  const specs = report.suites.flatMap(specsOf)
  const tests = specs.flatMap(({ title, tests }) =>
    tests.map(({ status, annotations }) => ({ title, status, annotations })),
  )
  const count = (/** @type {string} */ status) =>
    tests.filter((test) => test.status === status).length
  return {
    passed: count('expected'),
    failed: count('unexpected') + count('flaky') + report.errors.length,
    skipped: tests.filter(({ status }) => status === 'skipped').map(describeSkipped),
  }
}

/** @param {any} suite */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/** @param {{ title: string, annotations?: readonly { type: string, description?: string }[] }} test */
function describeSkipped({ title, annotations = [] }) {
  const reason = annotations.find(({ type }) => type === 'skip')?.description
  return reason ? `${title}: ${reason}` : title
}

/**
 * A runner that ended badly without a failed test has failed as a whole.
 *
 * @param {Result} result
 * @param {number} exitCode
 * @returns {Result}
 */
export function withExitCode(result, exitCode) {
  return exitCode !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result
}

/**
 * The line that everything ends with.
 *
 * @param {readonly Result[]} results
 */
export function closingLine(results) {
  const sum = (/** @type {(result: Result) => number} */ of) =>
    results.reduce((total, result) => total + of(result), 0)
  const passed = sum((result) => result.passed)
  const failed = sum((result) => result.failed)
  const skipped = sum((result) => result.skipped.length)
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
