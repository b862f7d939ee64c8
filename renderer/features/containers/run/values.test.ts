import { describe, expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'
import { readMount, readVolume } from './mounts.ts'
import { readPorts, splitPort, writePort } from './ports.ts'
import { readFlagSize, readNumber, readSeconds, readSize, readWhole, writeSize } from './values.ts'

const value = <Value>(read: { ok: true; value: Value } | { ok: false; error: string }) =>
  read.ok ? read.value : read.error

describe('sizes', () => {
  test.each([
    ['512m', 536_870_912],
    ['1.5 GB', 1_500_000_000],
    ['1g', 1_073_741_824],
    ['512 MiB', 536_870_912],
    ['64MB', 64_000_000],
    ['6291456', 6_291_456],
    ['0.5g', 536_870_912],
  ])('%s is %d bytes', (text, bytes) => {
    expect(value(readSize(text))).toBe(bytes)
  })
  test.each(['', 'm', '12x', '1.2.3m', '-5m', '1e9', '5 m m'])('%j is no size', (text) => {
    expect(readSize(text).ok).toBe(false)
  })
  test('of a flag count by 1024 whatever they are called', () => {
    expect(['512MB', '1gib', '2k', '100'].map((text) => value(readFlagSize(text)))).toEqual([
      536_870_912, 1_073_741_824, 2048, 100,
    ])
  })
  test.each([536_870_912, 1_073_741_824, 1_500_000_000, 6_291_457, 0])(
    '%d is written and read',
    (bytes) => {
      expect(value(readSize(writeSize(bytes)))).toBe(bytes)
    },
  )
})

test('times are seconds, with or without units', () => {
  expect(
    ['30', '30s', '1m30s', '2h', '1.5s', '5x', ''].map((text) => value(readSeconds(text, 'It'))),
  ).toEqual([
    30,
    30,
    90,
    7200,
    'It is in whole seconds.',
    'It is a time like 30s or 1m30s.',
    'It is a time like 30s or 1m30s.',
  ])
})

test('numbers are numbers', () => {
  expect([
    value(readNumber('1.5', 'CPUs')),
    value(readNumber('', 'CPUs')),
    value(readWhole('1.5', 'It')),
  ]).toEqual([1.5, 'CPUs is a number.', 'It is a whole number.'])
})

describe('ports', () => {
  test.each([
    ['8080:80/tcp', [{ hostPort: 8080, containerPort: 80, protocol: 'tcp' }]],
    ['80', [{ containerPort: 80, protocol: 'tcp' }]],
    ['53/udp', [{ containerPort: 53, protocol: 'udp' }]],
    [
      '127.0.0.1:8080:80',
      [{ hostAddress: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
    ],
    ['127.0.0.1::80', [{ hostAddress: '127.0.0.1', containerPort: 80, protocol: 'tcp' }]],
    ['[::1]:8080:80', [{ hostAddress: '::1', hostPort: 8080, containerPort: 80, protocol: 'tcp' }]],
    [
      '8000-8001:80-81/udp',
      [
        { hostPort: 8000, containerPort: 80, protocol: 'udp' },
        { hostPort: 8001, containerPort: 81, protocol: 'udp' },
      ],
    ],
  ])('%s', (text, expected) => {
    expect(readPorts(splitPort(text))).toEqual({ ok: true, value: expected })
  })
  test.each([
    ['8080:', 'container', 'A port is 1 to 65535, like 80 or 53/udp.'],
    ['0:80', 'host', 'A port is 1 to 65535, like 8080 or 127.0.0.1:8080.'],
    ['70000:80', 'host', 'A port is 1 to 65535, like 8080 or 127.0.0.1:8080.'],
    ['8080:80/sctp', 'container', 'The protocol is tcp or udp, like 53/udp.'],
    ['8000-8002:80-81', 'host', 'Both sides of a range need the same number of ports.'],
    ['999.0.0.1:80:80', 'host', '999.0.0.1 is not an address of this machine, like 127.0.0.1.'],
    ['::1:8080:80', 'host', 'An IPv6 address stands in brackets: [::1]:8080.'],
    ['abc', 'container', 'A port is 1 to 65535, like 80 or 53/udp.'],
    ['1-200', 'container', 'At most 100 ports at once.'],
    ['9-5', 'container', 'A port is 1 to 65535, like 80 or 53/udp.'],
  ])('%s is refused at the %s', (text, at, error) => {
    expect(readPorts(splitPort(text))).toEqual({ ok: false, at, error })
  })
  test.each(['8080:80', '127.0.0.1:53:53/udp', '[::1]:1:2', '127.0.0.1::80', '80'])(
    '%s is written as it was read',
    (text) => {
      const row = splitPort(text)
      const read = readPorts(row)
      expect(read.ok && read.value.map(writePort)).toEqual([row])
    },
  )
})

describe('mounts', () => {
  test.each([
    ['data:/data', { type: 'volume', source: 'data', destination: '/data', isReadOnly: false }],
    ['/srv:/data:ro', { type: 'bind', source: '/srv', destination: '/data', isReadOnly: true }],
    ['/data', { type: 'volume', source: '', destination: '/data', isReadOnly: false }],
    ['./a:/b:rw,z', { type: 'bind', source: './a', destination: '/b', isReadOnly: false }],
  ])('%s', (text, expected) => {
    expect(value(readVolume(text))).toEqual(expected)
  })
  test('what is not understood is said', () => {
    expect([
      value(readVolume('a:b:c:d')),
      value(readVolume('a:/b:nocopy')),
      value(readMount('type=npipe')),
    ]).toEqual([
      '“a:b:c:d” has too many colons for a mount.',
      'The mount option “nocopy” is not known here.',
      'A mount of the type “npipe” is not known here.',
    ])
  })
  test('the long form is read by its keys', () => {
    expect(
      value(readMount('type=bind,source=/a,target=/b,readonly,bind-propagation=rslave')),
    ).toEqual({
      row: { type: 'bind', source: '/a', destination: '/b', isReadOnly: true },
      left: ['bind-propagation=rslave'],
    })
  })
})

test('a whole .env file is read, and what is no assignment comes back', () => {
  const text = [
    '# a comment',
    'A=1',
    'export B = two words # and a comment',
    `C='single # quoted'`,
    'D="double \\"quoted\\"\\nline"',
    'E="first',
    'second"',
    'F=',
    'URL=https://a.example/?x=1#top',
    'nonsense',
    '',
  ].join('\r\n')
  expect(readEnvironment(text)).toEqual({
    pairs: [
      { name: 'A', value: '1' },
      { name: 'B', value: 'two words' },
      { name: 'C', value: 'single # quoted' },
      { name: 'D', value: 'double "quoted"\nline' },
      { name: 'E', value: 'first\nsecond' },
      { name: 'F', value: '' },
      { name: 'URL', value: 'https://a.example/?x=1#top' },
    ],
    left: ['nonsense'],
  })
})
