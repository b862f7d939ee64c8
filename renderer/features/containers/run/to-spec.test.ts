import { describe, expect, test } from 'vitest'
import { emptyForm, isCommon, usesMore } from './form.ts'
import type { RunForm } from './form.ts'
import { toSpec } from './to-spec.ts'

const form = (changes: Partial<RunForm>): RunForm => ({ ...emptyForm, image: 'nginx', ...changes })
const errorsOf = (changes: Partial<RunForm>) => {
  const result = toSpec(form(changes))
  return result.ok ? {} : result.errors
}

test('a form with an image alone is enough', () => {
  const result = toSpec(form({ image: ' nginx ' }))
  expect(result.ok && result.spec).toEqual({
    image: 'nginx',
    ports: [],
    mounts: [],
    environment: [],
    labels: [],
    addedCapabilities: [],
    droppedCapabilities: [],
    isPrivileged: false,
    isReadOnly: false,
    hasTerminal: false,
    usesInit: false,
    removesItself: false,
    starts: true,
    pull: 'missing',
  })
})

test('a full form becomes a full specification', () => {
  const result = toSpec(
    form({
      image: 'ghcr.io/a/b:1',
      name: 'web',
      command: `sh -c 'echo "hi"'`,
      entrypoint: '/entry',
      ports: [
        { host: '127.0.0.1:8080', container: '80' },
        { host: '', container: '' },
      ],
      mounts: [
        { type: 'bind', source: '/srv', destination: '/data', isReadOnly: true },
        { type: 'tmpfs', source: '', destination: '/tmp', isReadOnly: false },
      ],
      environment: [{ name: 'A', value: ' b=c ' }],
      labels: [{ name: 'a', value: '' }],
      network: 'shop',
      hostname: 'web.local',
      restart: 'on-failure',
      restartRetries: '3',
      user: '1000:1000',
      workingDirectory: '/srv',
      cpus: '1.5',
      memory: '512m',
      pids: '100',
      healthCommand: 'curl -f localhost',
      healthInterval: '1m30s',
      healthRetries: '2',
      addedCapabilities: 'net_admin, SYS_TIME',
      isReadOnly: true,
      pull: 'always',
      starts: false,
    }),
  )
  expect(result.ok && result.spec).toMatchObject({
    name: 'web',
    command: ['sh', '-c', 'echo "hi"'],
    entrypoint: '/entry',
    ports: [{ hostAddress: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
    mounts: [
      { type: 'bind', source: '/srv', destination: '/data', isReadOnly: true },
      { type: 'tmpfs', destination: '/tmp', isReadOnly: false },
    ],
    environment: [{ name: 'A', value: ' b=c ' }],
    labels: [{ name: 'a', value: '' }],
    restart: { name: 'on-failure', maximumRetryCount: 3 },
    cpus: 1.5,
    memoryBytes: 536_870_912,
    pids: 100,
    health: { command: 'curl -f localhost', intervalSeconds: 90, retries: 2 },
    addedCapabilities: ['NET_ADMIN', 'SYS_TIME'],
    isReadOnly: true,
    pull: 'always',
    starts: false,
  })
})

describe('each field says what is wrong with it', () => {
  test.each<[string, Partial<RunForm>]>([
    ['image', { image: '' }],
    ['image', { image: 'Not an image!' }],
    ['name', { name: '-x' }],
    ['name', { name: 'a' }],
    ['command', { command: 'a | b' }],
    ['command', { command: 'a "b' }],
    [
      'ports.1.host',
      {
        ports: [
          { host: '', container: '' },
          { host: 'x', container: '80' },
        ],
      },
    ],
    ['ports.0.host', { ports: [{ host: '300.0.0.1:80', container: '80' }] }],
    ['ports.0.host', { ports: [{ host: '[::zz]:80', container: '80' }] }],
    ['ports.0.container', { ports: [{ host: '80', container: '' }] }],
    [
      'mounts.0.destination',
      { mounts: [{ type: 'volume', source: 'a', destination: 'b', isReadOnly: false }] },
    ],
    [
      'mounts.0.source',
      { mounts: [{ type: 'bind', source: './a', destination: '/b', isReadOnly: false }] },
    ],
    [
      'environment.1.name',
      {
        environment: [
          { name: '', value: '' },
          { name: 'A B', value: '1' },
        ],
      },
    ],
    ['environment.0.name', { environment: [{ name: '', value: '1' }] }],
    ['labels.0.name', { labels: [{ name: '', value: '1' }] }],
    ['network', { network: 'a b' }],
    ['hostname', { hostname: '-a' }],
    ['restartRetries', { restart: 'on-failure', restartRetries: 'many' }],
    ['restartRetries', { restart: 'on-failure', restartRetries: '0' }],
    ['user', { user: 'a b' }],
    ['workingDirectory', { workingDirectory: 'srv' }],
    ['cpus', { cpus: 'two' }],
    ['cpus', { cpus: '0' }],
    ['memory', { memory: 'much' }],
    ['memory', { memory: '1m' }],
    ['pids', { pids: '0' }],
    ['healthCommand', { healthInterval: '5s' }],
    ['healthInterval', { healthCommand: 'true', healthInterval: '0' }],
    ['healthTimeout', { healthCommand: 'true', healthTimeout: 'x' }],
    ['addedCapabilities', { addedCapabilities: 'net-admin' }],
    ['droppedCapabilities', { droppedCapabilities: '1' }],
  ])('%s: %j', (field, changes) => {
    expect(Object.keys(errorsOf(changes))).toEqual([field])
  })
})

test('an error of the backend finds the field it is about', () => {
  const result = toSpec(
    form({
      ports: [
        { host: '', container: '' },
        { host: '8000-8001', container: '80-81' },
        { host: '9000', container: '90' },
      ],
    }),
  )
  if (!result.ok) throw new Error('This form is right.')
  expect(
    [
      'spec.ports.1.hostPort',
      'ports.2.containerPort',
      'ports.2',
      'ports',
      'spec.memoryBytes',
      'name',
      'spec.image',
    ].map(result.fieldOf),
  ).toEqual([
    'ports.1.host',
    'ports.2.container',
    'ports.2.host',
    'ports',
    'memory',
    'name',
    'image',
  ])
})

test('what stands under More is known', () => {
  expect([
    isCommon('ports.0.host'),
    isCommon('memory'),
    usesMore(form({ name: 'a' })),
    usesMore(form({ memory: '1g' })),
  ]).toEqual([true, false, false, true])
})
