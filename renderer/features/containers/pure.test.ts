import { describe, expect, test, vi } from 'vitest'
import { arrange } from '../../ui/table/arrange.ts'
import { exitHint, exitWords } from './exit-words.ts'
import { projectState } from './groups.ts'
import { shortImage } from './image-name.ts'
import { portLink, portTexts } from './port-link.ts'
import { isSecret } from './secrets.ts'
import { container } from './testing.ts'
import { compareAge, compareName, compareState } from './sorting.ts'

test('images are written as people do', () => {
  expect(
    [
      'docker.io/library/nginx:1',
      'docker.io/shop/api:dev',
      'ghcr.io/a/b:1',
      `docker.io/library/x@sha256:${'ab'.repeat(32)}`,
    ].map(shortImage),
  ).toEqual(['nginx:1', 'shop/api:dev', 'ghcr.io/a/b:1', 'x@abababababab'])
})

describe('a project', () => {
  test('says how many run and takes the state that is worth a look', () => {
    const up = container({ state: 'running' })
    const bad = container({ state: 'running', health: { status: 'unhealthy', failingStreak: 1 } })
    const ended = container({ state: 'exited', exitCode: 0, exitedAt: 5 })
    const failed = container({ state: 'exited', exitCode: 1, exitedAt: 9 })
    const brief = (rows: Parameters<typeof projectState>[0]) => {
      const { status, running, total, stoppedAt } = projectState(rows)
      return [status.shape, running, total, stoppedAt]
    }
    expect([
      brief([up, up]),
      brief([up, ended]),
      brief([up, failed]),
      brief([up, bad]),
      brief([ended, failed]),
      brief([container({ state: 'paused' }), ended]),
      brief([container({ state: 'restarting' }), up]),
      brief([container({ state: 'created' })]),
    ]).toEqual([
      ['running', 2, 2, undefined],
      ['running', 1, 2, undefined],
      ['failed', 1, 2, undefined],
      ['failed', 2, 2, undefined],
      ['stopped', 0, 2, 9],
      ['paused', 0, 2, 5],
      ['waiting', 1, 2, undefined],
      ['stopped', 0, 1, undefined],
    ])
  })
  test('says where its file is', () => {
    const labels = (file: string, folder = '/home/anna/shop') => ({
      'com.docker.compose.project.config_files': file,
      'com.docker.compose.project.working_dir': folder,
    })
    expect(
      [labels('compose.yaml'), labels('/root/x/compose.yaml,/root/x/o.yaml'), labels('')].map(
        (one) => projectState([container({ labels: one })]).place,
      ),
    ).toEqual(['~/shop/compose.yaml', '~/x/compose.yaml', '~/shop'])
  })
})

test('a thousand rows are sorted with few comparisons and grouped in one pass', () => {
  const rows = Array.from({ length: 1000 }, (_, index) =>
    container({
      name: `c-${(index * 7919) % 1000}`,
      ...(index % 3 === 0 ? {} : { project: `p-${index % 40}` }),
    }),
  )
  const sort = vi.fn(compareName)
  const groupOf = vi.fn(({ project }: (typeof rows)[number]) => project)
  const items = arrange({
    rows,
    idOf: ({ id }) => id,
    columns: [{ id: 'name', sort }],
    sort: { column: 'name', isDescending: false },
    groupOf,
  })
  expect(items.filter(({ type }) => type === 'row')).toHaveLength(1000)
  expect(sort.mock.calls.length).toBeLessThan(1000 * Math.log2(1000))
  expect(groupOf).toHaveBeenCalledTimes(1000)
})

test('names are compared as people count, states by how much they matter', () => {
  const named = ['web-10', 'web-2', 'Api'].map((name) => container({ name }))
  expect(named.sort(compareName).map(({ name }) => name)).toEqual(['Api', 'web-2', 'web-10'])
  const states = (['exited', 'running', 'paused', 'created'] as const).map((state) =>
    container({ state }),
  )
  expect(states.sort(compareState).map(({ state }) => state)).toEqual([
    'running',
    'paused',
    'created',
    'exited',
  ])
  expect(
    [container({ createdAt: 1, name: 'old' }), container({ createdAt: 2, name: 'new' })]
      .sort(compareAge)
      .map(({ name }) => name),
  ).toEqual(['new', 'old'])
})

describe('ports', () => {
  const port = {
    hostAddress: '0.0.0.0',
    hostPort: 8080,
    containerPort: 80,
    protocol: 'tcp',
  } as const
  test('are links where a browser can go', () => {
    expect([
      portLink(port),
      portLink({ ...port, hostAddress: '127.0.0.1' }),
      portLink({ ...port, hostAddress: '192.168.1.5' }),
      portLink({ ...port, hostAddress: 'fd00::1' }),
      portLink({ ...port, containerPort: 443 }),
      portLink({ ...port, protocol: 'udp' }),
    ]).toEqual([
      'http://localhost:8080',
      'http://localhost:8080',
      'http://192.168.1.5:8080',
      'http://[fd00::1]:8080',
      'https://localhost:8080',
      undefined,
    ])
  })
  test('are said once for both families, and inside only where it differs', () => {
    expect(
      portTexts([
        port,
        { ...port, hostAddress: '::' },
        { ...port, hostAddress: '127.0.0.1', hostPort: 5432, containerPort: 5432 },
        { ...port, hostPort: 53, containerPort: 53, protocol: 'udp' },
      ]),
    ).toEqual([
      { key: '8080-80', host: '8080', inner: '80', link: 'http://localhost:8080' },
      { key: '127.0.0.1:5432-5432', host: '127.0.0.1:5432', link: 'http://localhost:5432' },
      { key: '53/udp-53/udp', host: '53/udp' },
    ])
  })
})

test('exit codes are explained', () => {
  expect([0, 137, 143, 127, 126, 136, 190, 77].map((code) => exitWords(code).slice(0, 24))).toEqual(
    [
      'It ended by itself, with',
      'It was killed (SIGKILL):',
      'It was asked to stop (SI',
      'The command was not foun',
      'The command was found bu',
      'It was ended by the sign',
      'It was ended by signal 6',
      'The program ended with t',
    ],
  )
  expect([
    exitHint({ exitCode: 137, limits: { memoryBytes: 1 } }),
    exitHint({ exitCode: 137, limits: {} }),
  ]).toEqual(['It has a memory limit: if nobody killed it, give it more.', undefined])
})

describe('a variable is masked', () => {
  test.each([
    ['POSTGRES_PASSWORD', 'hunter2'],
    ['DB_PASS', 'x'],
    ['GITHUB_TOKEN', 'abc'],
    ['AWS_SECRET_ACCESS_KEY', 'abc'],
    ['API_KEY', 'abc'],
    ['dbPassword', 'abc'],
    ['DATABASE_URL', 'postgres://app:hunter2@db/app'],
    ['ANY', 'ghp_abcdefghijklmnopqrstuvwx'],
  ])('%s=%s', (name, value) => {
    expect(isSecret(name, value)).toBe(true)
  })
  test.each([
    ['PATH', '/usr/bin'],
    ['PASSWORD_FILE', '/run/secrets/x'],
    ['TOKEN', ''],
    ['USE_AUTH', 'true'],
    ['KEYBOARD', 'us'],
    ['AUTHOR', 'anna'],
    ['COMPASS', 'north'],
    ['DATABASE_URL', 'postgres://db/app'],
    ['TOKEN_TTL', '3600'],
  ])('but not %s=%s', (name, value) => {
    expect(isSecret(name, value)).toBe(false)
  })
})
