import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../preload/contract/index.ts'
import type { ContractShape } from '../preload/contract/define.ts'
import type { ClientFrame, ServerFrame } from '../preload/contract/wire.ts'
import { createApp, type App } from './app.ts'
import { memoryWires } from './rpc/memory.ts'
import { serve } from './rpc/server.ts'

const scope = { connection: 'demo', namespace: 'default' }
const container = { ...scope, id: 'a'.repeat(64) }
const spec = {
  image: 'busybox:1.37',
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
}
const port = { containerPort: 80, protocol: 'tcp' }
const mount = { type: 'volume', source: 'data', destination: '/data', isReadOnly: false }
const health = { command: 'true' }

const badConnections = ['', 'Local', '../local', 'a b', '-x', 7, null, 'x'.repeat(64)]
const badNamespaces = ['', '-x', 'a..b', 'a/b', '../etc', 'a b', 'x'.repeat(77), '--help', null]
const badIds = [
  '',
  '-f',
  '--force',
  'a b',
  '../x',
  'a\n',
  'a;rm',
  '$(id)',
  'x'.repeat(129),
  null,
  {},
]
const control = ['a\u0000b', 'a\nb', 'a\u001b[31m']

type Table = readonly unknown[]
const each = (base: object, key: string, values: Table): Table =>
  values.map((value) => ({ ...base, [key]: value }))

const badScopes = [
  ...each(scope, 'connection', badConnections),
  ...each(scope, 'namespace', badNamespaces),
]
const badRefs = [
  ...each(container, 'connection', badConnections),
  ...each(container, 'namespace', badNamespaces),
  ...each(container, 'id', badIds),
]
const badGrace = each(container, 'graceSeconds', [-1, 1.5, 4000, NaN, '10', null])
const badNames = ['', 'a', '-rf', '--name', 'a b', 'a/b', 'ä1', 'x'.repeat(129), ...control, null]

/** Everything that can be wrong with one field of the Run dialog. */
const badSpecs: Table = [
  ...each(spec, 'image', [
    '',
    '-v',
    '--help',
    'a b',
    'a:',
    '/a',
    'a;b',
    'x'.repeat(513),
    ...control,
    7,
  ]),
  ...each(spec, 'name', badNames),
  ...each(spec, 'command', ['sh', ['a\u0000'], [7], Array.from({ length: 1001 }, () => 'x')]),
  ...each(spec, 'entrypoint', [...control, 7]),
  ...each(
    spec,
    'ports',
    [
      ...each(port, 'containerPort', [0, -1, 65_536, 1.5, '80', NaN, null]),
      ...each(port, 'hostPort', [0, 65_536, '80', 1.5]),
      ...each(port, 'hostAddress', ['localhost', '1.2.3', '300.1.1.1', '', '::z', '--x']),
      ...each(port, 'protocol', ['sctp', 'TCP', '', null]),
    ].map((one) => [one]),
  ),
  { ...spec, ports: Array.from({ length: 201 }, () => port) },
  ...each(
    spec,
    'mounts',
    [
      ...each(mount, 'type', ['nfs', '', null]),
      ...each(mount, 'source', [...control, 7]),
      ...each(mount, 'destination', ['', 'data', '/a:b', '/a,b', '../x', ...control]),
      ...each(mount, 'isReadOnly', ['yes', undefined]),
    ].map((one) => [one]),
  ),
  ...each(
    spec,
    'environment',
    [
      { name: '', value: '' },
      { name: 'A=B', value: '' },
      { name: 'A B', value: '' },
      { name: 'A\u0000', value: '' },
      { name: 'A', value: 'x\u0000' },
      { name: 'A', value: 'x'.repeat(131_073) },
      { name: 'A' },
    ].map((one) => [one]),
  ),
  ...each(
    spec,
    'labels',
    [{ name: '', value: '' }, { name: 'a', value: 'b\nc' }, { name: 'a' }].map((one) => [one]),
  ),
  ...each(spec, 'network', ['', '-x', '--net', 'a b', 'a/b', ...control]),
  ...each(spec, 'hostname', ['', '-a', 'a-', 'a_b', 'a b', 'x'.repeat(254), ...control]),
  ...each(spec, 'restart', [
    'always',
    { name: 'sometimes' },
    { name: 'on-failure', maximumRetryCount: 0 },
    { name: 'on-failure', maximumRetryCount: 1.5 },
  ]),
  ...each(spec, 'user', ['', '-u', 'a b', 'a:', ':a', 'a:b:c', ...control]),
  ...each(spec, 'workingDirectory', ['', 'tmp', '../x', '-w', ...control]),
  ...each(spec, 'cpus', [0, -1, NaN, Infinity, 1025, '1']),
  ...each(spec, 'memoryBytes', [0, -1, 1024, NaN, '6m']),
  ...each(spec, 'pids', [0, -1, 1.5, 4_194_305]),
  ...each(spec, 'health', [
    ...each(health, 'command', ['', ...control]),
    ...each(health, 'intervalSeconds', [0, -1, 1.5, 86_401]),
    ...each(health, 'timeoutSeconds', [0, 1.5]),
    ...each(health, 'retries', [0, 101]),
    ...each(health, 'startPeriodSeconds', [-1, 86_401]),
  ]),
  ...each(spec, 'addedCapabilities', [['net_admin'], ['--x'], [''], ['A'], [7], 'NET_ADMIN']),
  ...each(spec, 'droppedCapabilities', [['all'], ['CAP SYS']]),
  ...['isPrivileged', 'isReadOnly', 'hasTerminal', 'usesInit', 'removesItself', 'starts'].flatMap(
    (key) => each(spec, key, ['true', 1, undefined, null]),
  ),
  ...each(spec, 'pull', ['sometimes', '', undefined]),
]
const badRuns = [...badScopes, ...badSpecs.map((bad) => ({ ...scope, spec: bad })), { ...scope }]

const terminal = { ...container, columns: 80, rows: 24 }
const notObjects: Table = [undefined, null, 7, 'text', [], true]

/** For each procedure: inputs that must be refused. A missing one fails the test below. */
const bad: Readonly<Record<string, Table>> = {
  'system.info': notObjects,
  'settings.follow': notObjects,
  'settings.update': [
    { theme: 'purple' },
    { startMachineWithApp: 'yes' },
    { onQuit: 'explode' },
    { keepInTray: 1 },
    ...each({}, 'terminalFontSize', [7, 33, 12.5, '13', NaN]),
    ...each({}, 'logLinesKept', [999, 1_000_001, 1.5]),
    ...notObjects,
  ],
  'settings.preferences': notObjects,
  'settings.remember': [
    ...each({ name: 'a', value: '' }, 'name', ['', 'A', '../a', '__proto__', 'x'.repeat(65), null]),
    ...each({ name: 'a', value: '' }, 'value', ['x'.repeat(65_537), 7, null]),
    ...notObjects,
  ],
  'machine.follow': each({}, 'connection', badConnections),
  'machine.usage': each({}, 'connection', badConnections),
  'machine.start': [...each({}, 'connection', badConnections), ...notObjects],
  'machine.stop': each({}, 'connection', badConnections),
  'machine.restart': each({}, 'connection', badConnections),
  'machine.log': [
    ...each({ connection: 'demo', lines: 10 }, 'program', ['sshd', '../x', '', null]),
    ...each({ connection: 'demo', program: 'containerd' }, 'lines', [0, -1, 5001, 1.5, '10', NaN]),
  ],
  'namespaces.follow': each({}, 'connection', badConnections),
  'namespaces.create': badScopes,
  'namespaces.remove': badScopes,
  'containers.follow': [...badScopes, ...notObjects],
  'containers.inspect': badRefs,
  'containers.size': badRefs,
  'containers.run': badRuns,
  'containers.preview': badRuns,
  'containers.start': [...badRefs, ...notObjects],
  'containers.stop': [...badRefs, ...badGrace],
  'containers.kill': [
    ...badRefs.map((ref) => Object.assign({ signal: 'SIGTERM' }, ref)),
    ...each(container, 'signal', ['', 'sigterm', '9', '-9', 'SIG TERM', '--all', 'TERM\n', null]),
  ],
  'containers.restart': [...badRefs, ...badGrace],
  'containers.pause': badRefs,
  'containers.unpause': badRefs,
  'containers.rename': [
    ...badRefs.map((ref) => Object.assign({ name: 'good' }, ref)),
    ...each(container, 'name', badNames),
  ],
  'containers.remove': [
    ...badRefs.map((ref) => Object.assign({ force: true, removeAnonymousVolumes: false }, ref)),
    ...each({ ...container, removeAnonymousVolumes: false }, 'force', ['yes', 1, undefined]),
    ...each({ ...container, force: false }, 'removeAnonymousVolumes', ['yes', undefined]),
  ],
  'containers.logs': [
    ...badRefs.map((ref) => Object.assign({ follow: false }, ref)),
    ...each({ ...container, follow: false }, 'tail', [-1, 1.5, 1_000_001, '10', NaN]),
    ...each({ ...container, follow: false }, 'since', ['yesterday', NaN, null]),
    ...each({ ...container, follow: false }, 'until', ['tomorrow', {}]),
    ...each(container, 'follow', ['yes', undefined]),
  ],
  'containers.stats': badScopes,
  'images.follow': badScopes,
  'images.load': [
    ...badScopes.map((one) => Object.assign({ fileName: 'a.tar', sizeBytes: 1 }, one)),
    ...each({ ...scope, sizeBytes: 1 }, 'fileName', ['x'.repeat(1025), 7, undefined]),
    ...each({ ...scope, fileName: 'a.tar' }, 'sizeBytes', [-1, NaN, '1', undefined]),
  ],
  'terminals.follow': notObjects,
  'terminals.open': [
    ...badRefs.map((ref) => Object.assign({ columns: 80, rows: 24 }, ref)),
    ...each(terminal, 'columns', [0, -1, 1001, 1.5, '80', undefined]),
    ...each(terminal, 'rows', [0, 1001, NaN, undefined]),
    ...each(terminal, 'command', [
      [],
      ['a\u0000'],
      'sh',
      [7],
      Array.from({ length: 101 }, () => 'x'),
    ]),
    ...each(terminal, 'user', ['', '-u', 'a b', 'a:', ...control]),
    ...each(terminal, 'workingDirectory', ['', 'tmp', '/a\u0000', `/${'x'.repeat(4097)}`]),
  ],
  'terminals.attach': each({}, 'terminal', ['x'.repeat(65), 7, null, undefined]),
  'terminals.close': each({}, 'terminal', ['x'.repeat(65), 7, null, undefined]),
  'tasks.follow': notObjects,
  'tasks.cancel': each({}, 'task', ['x'.repeat(65), 7, null, undefined]),
  'tasks.dismiss': each({}, 'task', ['x'.repeat(65), 7, null]),
}

/** Messages up a stream that must be refused. */
const badMessages: Readonly<Record<string, { readonly input: unknown; readonly items: Table }>> = {
  'containers.stats': {
    input: scope,
    items: [
      {},
      { ids: 'all' },
      { ids: ['-x'] },
      { ids: Array.from({ length: 2001 }, () => 'a'.repeat(64)) },
      null,
    ],
  },
  'images.load': {
    input: { ...scope, fileName: 'a.tar', sizeBytes: 1 },
    items: ['text', 7, null, [1, 2], {}],
  },
}

const shape: ContractShape = contract
const procedures = Object.entries(shape).flatMap(([domain, all]) =>
  Object.entries(all).map(([name, { kind }]) => ({ path: `${domain}.${name}`, kind })),
)

let home = ''
let app: App
let lastId = 0
let post: (frame: ClientFrame) => void
const answers = new Map<number, (frame: ServerFrame) => void>()

/** The end of one call or stream, as a frame. */
function end(frames: (id: number) => readonly ClientFrame[]): Promise<ServerFrame> {
  lastId += 1
  const id = lastId
  return new Promise((resolve) => {
    answers.set(id, (frame) => {
      if (frame.type !== 'items' && frame.type !== 'credit') resolve(frame)
    })
    for (const frame of frames(id)) post(frame)
  })
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'goldfinch-bad-input-'))
  app = await createApp({ home, bundle: home, version: '1', isDemo: true, demoWords: 'instant' })
  const { client, server } = memoryWires()
  serve(contract, app.handlers, server)
  client.onFrame((frame) => answers.get(frame.id)?.(frame))
  post = (frame) => client.post(frame)
})
afterAll(async () => {
  await app.dispose()
  await rm(home, { recursive: true, force: true })
})

test('every procedure has its table', () => {
  expect(Object.keys(bad).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted())
})

// Short enough that a pattern that tries every way ends, so that it fails the test and not the suite.
test('input that tempts a pattern to try every way is answered', async () => {
  const long = ['_', '-', '.', 'a.', 'a_', ':', '/'].map((text) => `a${text.repeat(30)}!`)
  const path = 'containers.preview'
  const told = async (...keys: readonly string[]) => {
    const inputs = keys.flatMap((key) => each({ ...scope, spec }, 'spec', each(spec, key, long)))
    const ends = inputs.map((input) => end((id) => [{ type: 'call', id, path, input }]))
    return new Set(
      (await Promise.all(ends)).map((one) => (one.type === 'error' ? one.error.code : one.type)),
    )
  }
  const patterned = ['image', 'name', 'network', 'hostname', 'user', 'workingDirectory']
  expect(await told(...patterned)).toEqual(new Set(['invalid-input']))
  expect(await told('entrypoint')).toEqual(new Set(['reply']))
})

describe.each(procedures)('$path', ({ path, kind }) => {
  test('refuses bad input as such', async () => {
    const inputs = bad[path] ?? []
    const type = kind === 'call' ? ('call' as const) : ('open' as const)
    const ends = await Promise.all(inputs.map((input) => end((id) => [{ type, id, path, input }])))
    const wrong = ends.flatMap((frame, index) =>
      frame.type === 'error' && frame.error.code === 'invalid-input' && frame.error.message !== ''
        ? []
        : [{ input: inputs[index], frame }],
    )
    expect(wrong).toEqual([])
  })
})

test.each(Object.entries(badMessages))(
  '%s refuses bad messages',
  async (path, { input, items }) => {
    const ends = await Promise.all(
      items.map((item) =>
        end((id) => [
          { type: 'open', id, path, input },
          { type: 'send', id, item },
        ]),
      ),
    )
    expect(ends.map((frame) => frame.type === 'error' && frame.error.code)).toEqual(
      items.map(() => 'invalid-input'),
    )
  },
)
