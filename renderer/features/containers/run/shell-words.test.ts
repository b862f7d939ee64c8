import { describe, expect, test } from 'vitest'
import { shellLine, shellQuote, shellWords } from './shell-words.ts'

const words = (line: string) => {
  const result = shellWords(line)
  return result.ok ? result.words : result.reason
}

describe('a line becomes words', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    ['  a  b\tc ', ['a', 'b', 'c']],
    [`'a b' "c d"`, ['a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`'' ""`, ['', '']],
    [String.raw`a\ b \"c\"`, ['a b', '"c"']],
    [String.raw`"a\"b" "c\d" 'e\f'`, ['a"b', String.raw`c\d`, String.raw`e\f`]],
    ['a \\\n  b', ['a', 'b']],
    ['a \\  \n  b', ['a', 'b']],
    ['a \\\r\n  b', ['a', 'b']],
    ['a `\n  b', ['a', 'b']],
    ['"a\\\nb"', ['ab']],
    ['a # the rest\nb', ['a', 'b']],
    ['a#b', ['a#b']],
    [`'a|b' "c;d" 'e$(f)'`, ['a|b', 'c;d', 'e$(f)']],
    ['a\\', ['a']],
    ['$ 5', ['$', '5']],
    ['über "naïve ☃"', ['über', 'naïve ☃']],
  ])('%j', (line, expected) => {
    expect(words(line)).toEqual(expected)
  })
})

describe('what would run something else is refused with a sentence', () => {
  test.each([
    ['a | b', 'a pipe (|)'],
    ['a; b', 'a semicolon (;)'],
    ['a && b', 'an ampersand (&)'],
    ['a &', 'an ampersand (&)'],
    ['a > b', 'a redirection (>)'],
    ['a < b', 'a redirection (<)'],
    ['a $(b)', 'a command in $(…)'],
    ['a "$(b)"', 'a command in $(…)'],
    ['a `b`', 'a command in backticks'],
    ['a "`b`"', 'a command in backticks'],
    ['(a)', 'a subshell'],
  ])('%j', (line, what) => {
    expect(words(line)).toContain(what)
  })
  test('an open quote is said', () => {
    expect([words(`a 'b`), words('a "b')]).toEqual([
      "A quote (') is opened and never closed.",
      'A quote (") is opened and never closed.',
    ])
  })
})

test('variables stay as they are and are named', () => {
  expect(shellWords('-v $PWD:/src -e "A=${B}" \'$C\'')).toEqual({
    ok: true,
    words: ['-v', '$PWD:/src', '-e', 'A=${B}', '$C'],
    variables: ['$PWD', '${B}'],
  })
})

test('words become a line that gives the same words', () => {
  const argv = ['nerdctl', 'run', '--env=A=b c', `it's`, '', '$HOME', 'a\nb', '--', 'x;y', '日本']
  expect(words(shellLine(argv))).toEqual(argv)
  expect(shellQuote('--publish=[::1]:80:80/tcp')).toBe(`'--publish=[::1]:80:80/tcp'`)
})
