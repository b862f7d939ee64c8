import { expect, test } from 'vitest'
import { readOptions } from './options.mjs'

const plain = { task: 'start', isBrowser: false, isOpened: true, isDemo: false }

test('without options the app opens in a window, on the real engine', () => {
  expect(readOptions([])).toEqual(plain)
})

test('options that only a browser needs imply it', () => {
  expect([['--browser'], ['--no-open'], ['--port', '8080'], ['--port=1']].map(readOptions)).toEqual(
    [
      { ...plain, isBrowser: true },
      { ...plain, isBrowser: true, isOpened: false },
      { ...plain, isBrowser: true, port: 8080 },
      { ...plain, isBrowser: true, port: 1 },
    ],
  )
})

test('--demo, --env and --help are understood', () => {
  expect(readOptions(['--demo'])).toEqual({ ...plain, isDemo: true })
  expect(readOptions(['--env']).task).toBe('environment')
  expect(readOptions(['-h']).task).toBe('help')
})

test.each([
  [['--prot', '1'], 'There is no option --prot.'],
  [['-x'], 'There is no option -x.'],
  [['web'], '“web” is not an option.'],
  [['--demo=yes'], '--demo takes no value.'],
  [['--port'], '--port wants a number from 1 to 65535; there is none.'],
  [['--port', '0'], '--port wants a number from 1 to 65535; “0” is none.'],
  [['--port', '65536'], '--port wants a number from 1 to 65535; “65536” is none.'],
  [['--port', '80a'], '--port wants a number from 1 to 65535; “80a” is none.'],
  [['--port', '--demo'], '--port wants a number from 1 to 65535; “--demo” is none.'],
])('%j is refused in a sentence', (argv, message) => {
  expect(() => readOptions(argv)).toThrow(message)
})
