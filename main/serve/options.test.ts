import { expect, test } from 'vitest'
import { readServeOptions } from './options.ts'

test('any free port and the real engine, unless said otherwise', () => {
  expect(readServeOptions([])).toEqual({ port: 0, isDemo: false })
  expect(readServeOptions(['--port', '8080', '--demo'])).toEqual({ port: 8080, isDemo: true })
})

test.each([['--port', 'x'], ['--port', '65536'], ['--port', '-1'], ['--what']])(
  '%s %s is refused',
  (...argv) => {
    expect(() => readServeOptions(argv)).toThrow(TypeError)
  },
)
