import { describe, expect, it } from 'vitest'
import { ContainerId } from '../../../preload/contract/containers.ts'
import { label } from './labels.ts'
import { type ContainerFacts, containerRow, willRestart } from './row.ts'

const id = ContainerId.parse('39d6437d1ab49d02ebb747532218e1667471850920a431f55472930420e6753f')
const store = '/data/nerdctl/388ffd75'

/** As nerdctl 2.3.5 wrote them for `run -d -p 18081:80 -v vol1:/data busybox:1.35 sleep 1d`. */
const labels = {
  'nerdctl/host-config': '{"BlkioWeight":0,"CidFile":"","Devices":null}',
  'nerdctl/hostname': '39d6437d1ab4',
  'nerdctl/ipc': '{"mode":"private"}',
  'nerdctl/networks': '["bridge"]',
  'containerd.io/restart.explicitly-stopped': 'false',
  'nerdctl/auto-remove': 'false',
  'nerdctl/dns': '{"DNSServers":null,"DNSResolvConfOptions":null,"DNSSearchDomains":null}',
  'nerdctl/log-config': '{"driver":"json-file","address":"/run/c.sock"}',
  'nerdctl/namespace': 'default',
  'nerdctl/state-dir': `${store}/containers/default/${id}`,
  'io.containerd.image.config.stop-signal': 'SIGTERM',
  'nerdctl/name': 'hello',
  'nerdctl/platform': 'linux/amd64',
  'nerdctl/extraHosts': '[]',
  'nerdctl/mounts.0': `{"Type":"volume","Name":"vol1","Source":"${store}/volumes/default/vol1/_data","Destination":"/data","Driver":"local","Mode":"","RW":true,"Propagation":""}`,
}

const facts = (more: Partial<ContainerFacts> = {}, extra: Record<string, string> = {}) => ({
  record: {
    id,
    namespace: 'default',
    image: 'busybox',
    labels: { ...labels, ...extra },
    createdAt: 1,
  },
  spec: {
    command: ['sleep', '1d'],
    workingDirectory: '/',
    hostname: '39d6437d1ab4',
    hasTerminal: false,
    mounts: [],
    hasReadOnlyRoot: false,
    capabilities: [],
    environment: [],
  },
  task: { status: 'running' as const, pid: 12_847 },
  lastExit: undefined,
  files: {
    startedAt: 2,
    ports: [
      { hostAddress: '0.0.0.0', hostPort: 18_081, containerPort: 80, protocol: 'tcp' as const },
    ],
    networks: [{ name: 'bridge', addresses: ['10.4.0.2/24'], mac: '92:6d:95:f0:cd:63' }],
  },
  ...more,
})
const stopped = { status: 'stopped', pid: 12_847, exitCode: 137, exitedAt: 9 } as const

describe('the row of a container', () => {
  it('has all that labels, specification, task and files say', () => {
    expect(containerRow(facts())).toEqual({
      id,
      name: 'hello',
      image: 'busybox',
      command: ['sleep', '1d'],
      state: 'running',
      createdAt: 1,
      startedAt: 2,
      pid: 12_847,
      ports: [{ hostAddress: '0.0.0.0', hostPort: 18_081, containerPort: 80, protocol: 'tcp' }],
      networks: [{ name: 'bridge', addresses: ['10.4.0.2/24'], mac: '92:6d:95:f0:cd:63' }],
      mounts: [
        {
          type: 'volume',
          name: 'vol1',
          source: `${store}/volumes/default/vol1/_data`,
          destination: '/data',
          isReadOnly: false,
        },
      ],
      restartPolicy: { name: 'no', restartCount: 0 },
      hostname: '39d6437d1ab4',
      workingDirectory: '/',
      hasTerminal: false,
      removesItself: false,
      platform: 'linux/amd64',
      stopSignal: 'SIGTERM',
      limits: {},
      logDriver: 'json-file',
      labels,
      manager: 'nerdctl',
    })
  })

  it('has no address and no process when it has ended', () => {
    const row = containerRow(facts({ task: stopped }))
    expect(row).toMatchObject({
      state: 'exited',
      exitCode: 137,
      exitedAt: 9,
      networks: [{ name: 'bridge', addresses: [] }],
    })
    expect(row.pid).toBeUndefined()
  })

  it('remembers how it ended when its task is forgotten', () => {
    const row = containerRow(facts({ task: undefined, lastExit: { exitCode: 3, exitedAt: 8 } }))
    expect(row).toMatchObject({ state: 'exited', exitCode: 3, exitedAt: 8, startedAt: 2 })
  })

  it('is created while it never ran, also when its start failed', () => {
    expect(containerRow(facts({ task: undefined, files: {} })).state).toBe('created')
    const failed = containerRow(facts({ task: undefined }, { [label.error]: 'no such network' }))
    expect(failed).toMatchObject({ state: 'created', startError: 'no such network' })
    expect(failed.startedAt).toBeUndefined()
  })

  it('does not take the refusal of another verb for a failed start', () => {
    const refusal = { [label.error]: 'cannot kill container x: container is not running' }
    expect(containerRow(facts({}, refusal)).startError).toBeUndefined()
    expect(containerRow(facts({ task: undefined }, refusal)).startError).toBeUndefined()
  })

  it('shows health only while it runs', () => {
    const health = {
      [label.healthState]: '{"Status":"unhealthy","FailingStreak":4,"InStartPeriod":false}',
    }
    expect(containerRow(facts({}, health)).health).toEqual({
      status: 'unhealthy',
      failingStreak: 4,
    })
    expect(containerRow(facts({ task: stopped }, health)).health).toBeUndefined()
    expect(containerRow(facts({}, { [label.healthState]: '{"Sta' })).health).toBeUndefined()
  })

  it('knows the labels of older nerdctl and keeps our own to itself', () => {
    const row = containerRow(
      facts(
        { files: {} },
        {
          [label.ports]: '[{"HostPort":1,"ContainerPort":2,"Protocol":"udp","HostIP":"::"}]',
          [label.mounts]:
            '[{"Type":"bind","Source":"/a","Destination":"/b","Mode":"ro","RW":false}]',
          [label.removesItself]: 'true',
          [label.run]: 'token',
        },
      ),
    )
    expect(row.ports).toEqual([
      { hostAddress: '::', hostPort: 1, containerPort: 2, protocol: 'udp' },
    ])
    expect(row.mounts.map(({ destination }) => destination)).toEqual(['/b', '/data'])
    expect(row.removesItself).toBe(true)
    expect(Object.keys(row.labels).filter((key) => key.startsWith('goldfinch/'))).toEqual([])
  })

  it('puts ten mounts into their order', () => {
    const mounts = Object.fromEntries(
      Array.from({ length: 12 }, (_, place) => [
        `nerdctl/mounts.${place}`,
        `{"Type":"tmpfs","Destination":"/${place}","RW":true}`,
      ]),
    )
    expect(containerRow(facts({}, mounts)).mounts.map(({ destination }) => destination)).toEqual(
      Array.from({ length: 12 }, (_, place) => `/${place}`),
    )
  })

  it('tells who made it', () => {
    const by = (namespace: string, others: Record<string, string>) => {
      const { record } = facts()
      return containerRow(facts({ record: { ...record, namespace, labels: others } }))
    }
    expect(by('moby', {})).toMatchObject({ manager: 'docker', name: '39d6437d1ab4' })
    expect(by('k8s.io', { ...labels, 'io.kubernetes.pod.name': 'x' }).manager).toBe('nerdctl')
    expect(
      by('k8s.io', {
        'io.kubernetes.pod.namespace': 'prod',
        'io.kubernetes.pod.name': 'web-1',
        'io.kubernetes.container.name': 'nginx',
      }),
    ).toMatchObject({ manager: 'kubernetes', name: 'prod/web-1/nginx' })
    expect(by('default', {}).manager).toBe('other')
  })
})

describe("containerd's restart monitor", () => {
  const wanted = { [label.restartStatus]: 'running' }
  const policy = (name: string, more: Record<string, string> = {}) => ({
    ...wanted,
    [label.restartPolicy]: name,
    ...more,
  })
  it.each([
    [{ [label.restartPolicy]: 'always' }, 1, false],
    [policy('always'), 0, true],
    [policy('always', { [label.explicitlyStopped]: 'true' }), 0, true],
    [policy('always', { [label.restartStatus]: 'stopped' }), 0, false],
    [policy('unless-stopped'), 0, true],
    [policy('unless-stopped', { [label.explicitlyStopped]: 'true' }), 1, false],
    [policy('on-failure'), 0, false],
    [policy('on-failure'), 1, true],
    [policy('on-failure:3', { [label.restartCount]: '2' }), 1, true],
    [policy('on-failure:3', { [label.restartCount]: '3' }), 1, false],
    [policy('no'), 1, false],
    [wanted, 1, false],
  ])('of %j with exit code %i: %s', (some, exitCode, will) => {
    expect(willRestart(some, exitCode)).toBe(will)
  })
})
