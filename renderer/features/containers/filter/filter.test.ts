import { describe, expect, test } from 'vitest'
import { container } from '../testing.ts'
import { complete, completed } from './complete.ts'
import { parseFilter } from './filter.ts'
import { filterWords } from './words.ts'

const rows = [
  container({
    name: 'shop-api-1',
    image: 'docker.io/shop/api:dev',
    project: 'shop',
    state: 'running',
    health: { status: 'healthy', failingStreak: 0 },
    ports: [{ hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 3000, protocol: 'tcp' }],
    labels: { tier: 'front', 'a.b/c': '' },
    networks: [{ name: 'shop_default', addresses: [] }],
  }),
  container({
    name: 'shop-db-1',
    image: 'docker.io/library/postgres:17.2',
    project: 'shop',
    state: 'running',
    health: { status: 'unhealthy', failingStreak: 3 },
    labels: { tier: 'back' },
    mounts: [
      { type: 'volume', name: 'shop_db', source: '/x', destination: '/var/lib', isReadOnly: false },
    ],
  }),
  container({
    name: 'relay',
    image: 'docker.io/library/postfix:3.9',
    state: 'exited',
    exitCode: 1,
  }),
  container({ name: 'job', image: 'docker.io/library/busybox:1.37', state: 'paused' }),
  container({ name: 'new one', image: 'ghcr.io/a/b@sha256:' + 'f'.repeat(64), state: 'created' }),
]

const names = (text: string) => rows.filter(parseFilter(text).matches).map(({ name }) => name)

describe('a filter finds', () => {
  test.each<[string, readonly string[]]>([
    ['', ['shop-api-1', 'shop-db-1', 'relay', 'job', 'new one']],
    ['is:running', ['shop-api-1', 'shop-db-1']],
    ['IS:Running', ['shop-api-1', 'shop-db-1']],
    ['is:running is:paused', ['shop-api-1', 'shop-db-1', 'job']],
    ['-is:running', ['relay', 'job', 'new one']],
    ['-is:running -is:exited', ['job', 'new one']],
    ['is:unhealthy', ['shop-db-1']],
    ['is:healthy', ['shop-api-1']],
    ['is:failed', ['shop-db-1', 'relay']],
    ['is:stopped', ['relay', 'new one']],
    ['image:postgres', ['shop-db-1']],
    ['project:shop -name:db', ['shop-api-1']],
    ['name:"new one"', ['new one']],
    ['name:new', ['new one']],
    ['"new one"', ['new one']],
    ['new one', ['new one']],
    ['port:8080', ['shop-api-1']],
    ['port:3000/tcp', ['shop-api-1']],
    ['port:3000/udp', []],
    ['label:tier', ['shop-api-1', 'shop-db-1']],
    ['label:tier=back', ['shop-db-1']],
    ['label:a.b/c', ['shop-api-1']],
    ['network:shop', ['shop-api-1']],
    ['volume:shop_db', ['shop-db-1']],
    ['volume:/var/lib', ['shop-db-1']],
    ['health:none', ['relay', 'job', 'new one']],
    ['postgres:17', ['shop-db-1']],
    ['SHOP', ['shop-api-1', 'shop-db-1']],
    ['-shop', ['relay', 'job', 'new one']],
    ['id:nothing', []],
    ['is:', ['shop-api-1', 'shop-db-1', 'relay', 'job', 'new one']],
    ['is:nonsense project:shop', ['shop-api-1', 'shop-db-1']],
  ])('%j', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })
  test('by the beginning of an id', () => {
    expect(names(`id:${rows[2]?.id.slice(0, 12) ?? ''}`)).toEqual(['relay'])
  })
})

test('what is not understood is said kindly', () => {
  const { problems, lastProblem } = parseFilter('is: is:red what:ever health:fine')
  expect([...problems, lastProblem]).toEqual([
    'is: needs a value.',
    'is:red is not known; it may be running, exited, stopped, paused, created, restarting, unknown, healthy, unhealthy or failed.',
    'health:fine is not known; it may be starting, healthy, unhealthy, unknown or none.',
  ])
})

test('nothing that can be typed throws', () => {
  const pieces = [
    'is:',
    '-',
    '"',
    ':',
    'a',
    ' ',
    'label:=',
    '\\',
    '[',
    '*',
    '-"',
    'é',
    '\n',
    '::',
    '--is:x',
  ]
  for (const a of pieces)
    for (const b of pieces)
      for (const c of pieces) {
        const filter = parseFilter(a + b + c)
        rows.filter(filter.matches)
        complete(a + b + c, rows)
      }
})

test('words know their place', () => {
  expect(
    filterWords('-is:up  name:"a b" c').map(({ text, start, end }) => [text, start, end]),
  ).toEqual([
    ['-is:up', 0, 6],
    ['name:"a b"', 8, 18],
    ['c', 19, 20],
  ])
})

describe('completions', () => {
  const labels = (text: string) => complete(text, rows).map(({ label }) => label)
  test('of an empty word are the keys', () => {
    expect(labels('')).toEqual([
      'is:',
      'image:',
      'project:',
      'name:',
      'port:',
      'label:',
      'network:',
      'volume:',
      'health:',
      'id:',
    ])
  })
  test('of a key are the values that occur, the most frequent first', () => {
    expect([
      labels('is:run'),
      labels('project:'),
      labels('label:ti'),
      labels('x -image:post'),
    ]).toEqual([
      ['is:running'],
      ['project:shop'],
      ['label:tier'],
      ['image:postfix:3.9', 'image:postgres:17.2'],
    ])
  })
  test('replace the last word', () => {
    const [first] = complete('project:shop -i', rows)
    expect(first && completed('project:shop -i', first)).toBe('project:shop -is:')
    const [name] = complete('name:new', rows)
    expect(name && completed('name:new', name)).toBe('name:"new one" ')
  })
})
