import { expect, test } from 'vitest'
import { createClock } from '../clock.ts'
import { createToyProcess, deliver, type Surroundings } from './process.ts'
import { runScript } from './run.ts'

async function run(source: string, more: Partial<Surroundings> = {}) {
  const text = { o: '', e: '' }
  const toy = createToyProcess(
    {
      clock: createClock(0),
      hostname: 'toy',
      user: 'root',
      workingDirectory: '/',
      environment: { COLOUR: 'gold finch' },
      hasTerminal: false,
      write: (stream, more) => {
        text[stream] += more
        return Promise.resolve()
      },
      readLine: () => Promise.resolve(undefined),
      size: () => ({ columns: 80, rows: 24 }),
      ...more,
    },
    new AbortController().signal,
  )
  return { code: await runScript(toy, source), ...text }
}

test.each([
  ['echo hello; echo problem >&2; exit 3', 3, 'hello\n', 'problem\n'],
  [
    'i=0; while [ $i -lt 3 ]; do echo "line $i"; i=$((i+1)); done',
    0,
    'line 0\nline 1\nline 2\n',
    '',
  ],
  ['for i in $(seq 1 3); do printf "%s." $i; done', 0, '1.2.3.', ''],
  ['false || echo no && echo yes', 0, 'no\nyes\n', ''],
  ['echo "$COLOUR" $COLOUR \'$COLOUR\'', 0, 'gold finch gold finch $COLOUR\n', ''],
  ['if test a = b; then echo 1; elif true; then echo 2; else echo 3; fi', 0, '2\n', ''],
  ['seq 1 5 | wc -l', 0, '5\n', ''],
  ['nonsense', 127, '', 'sh: nonsense: not found\n'],
  ['stty size; echo -n x; echo -e "\\033[31mred"', 0, '24 80\nx\u001b[31mred\n', ''],
  ['echo "open', 2, '', 'sh: syntax error: unterminated quoted string\n'],
  ['sh -c "exit 7"', 7, '', ''],
  [
    `sh -c 'for w in "$@"; do echo "[$w]"; done; echo $# $0' me "a b" '' c`,
    0,
    '[a b]\n[]\n[c]\n3 me\n',
    '',
  ],
])('%s', async (source, code, o, e) => {
  expect(await run(source)).toEqual({ code, o, e })
})

test('a handled signal interrupts a sleep, an unhandled one does not', async () => {
  const output: string[] = []
  const toy = createToyProcess(
    {
      clock: createClock(0),
      hostname: 'toy',
      user: 'root',
      workingDirectory: '/',
      environment: {},
      hasTerminal: false,
      write: (_stream, text) => {
        output.push(text)
        return Promise.resolve()
      },
      readLine: () => Promise.resolve(undefined),
      size: () => ({ columns: 80, rows: 24 }),
    },
    new AbortController().signal,
  )
  const ended = runScript(toy, "trap 'echo bye; exit 5' TERM; echo up; sleep 100")
  while (output.length === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  expect(deliver(toy, 'HUP')).toBe(false)
  expect(deliver(toy, 'TERM')).toBe(true)
  expect([await ended, output]).toEqual([5, ['up\n', 'bye\n']])
})
