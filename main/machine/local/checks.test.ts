import { expect, test } from 'vitest'
import { asError, installCommand, judge } from './checks.ts'
import { readCgroups, readDistribution, type Facts } from './facts.ts'

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

const fine: Facts = {
  platform: 'linux',
  isRoot: true,
  distribution: ['debian'],
  home: '/root/.local/share/goldfinch',
  freeBytes: 50_000_000_000,
  bundle: { versions: {}, fingerprint: 'x', faults: [] },
  cgroup: 'v2',
  missingControllers: [],
  missingNamespaces: [],
  overlay: { kind: 'works' },
  iptables: { kind: 'works' },
  links: { kind: 'works' },
  forwarding: 'on',
  openFilesLimit: 1_048_576,
}

test('a computer with all it takes has neither problems nor warnings', () => {
  expect(judge(fine)).toEqual({ problems: [], warnings: [] })
})

const cases: readonly (readonly [string, Partial<Facts>, string, RegExp, RegExp])[] = [
  ['another system', { platform: 'darwin' }, 'unsupported', /only where it runs Linux/, /next/],
  ['an ordinary user', { isRoot: false }, 'denied', /as root on Linux for now/, /sudo/],
  ['a home without permission', { homeError: 'EACCES: x' }, 'denied', /cannot be written/, /HOME/],
  ['a full disk', { freeBytes: 1_500_000 }, 'exhausted', /1 MB are free, .* 200 MB/, /room/],
  ['a full disk (write)', { homeError: 'ENOSPC: no' }, 'exhausted', /is full/, /room/],
  ['a colon in the home', { home: '/a:b' }, 'unsupported', /cannot use \/a:b/, /GOLDFINCH_HOME/],
  [
    'an incomplete bundle',
    { bundle: { versions: {}, fingerprint: '', faults: ['bin/runc is missing'] } },
    'unavailable',
    /bin\/runc is missing/,
    /npm run bundle/,
  ],
  ['no namespaces', { missingNamespaces: ['net'] }, 'unsupported', /no net namespaces/, /kernel/],
  ['no control groups', { cgroup: 'none' }, 'unsupported', /Control groups/, /mount -t cgroup2/],
  [
    'a kernel without overlayfs',
    { overlay: { kind: 'fails', detail: "mount: unknown filesystem type 'overlay'." } },
    'unsupported',
    /kernel has no overlayfs/,
    /modprobe overlay/,
  ],
  [
    'a file system that carries no overlay',
    { overlay: { kind: 'fails', detail: 'mount: wrong fs type, bad option, bad superblock' } },
    'unsupported',
    /file system of .* cannot carry/,
    /ext4/,
  ],
  [
    'a container that is not privileged',
    { overlay: { kind: 'fails', detail: 'mount: /x: permission denied.' } },
    'denied',
    /Nothing may be mounted/,
    /privileged/,
  ],
  ['no iptables', { iptables: { kind: 'missing' } }, 'unavailable', /iptables is not/, /apt-get/],
  [
    'iptables without its modules',
    { iptables: { kind: 'fails', detail: 'iptables-restore: line 3 failed' } },
    'unsupported',
    /iptables does not work/,
    /modprobe/,
  ],
  [
    'no bridges',
    { links: { kind: 'fails', detail: 'RTNETLINK answers: Operation not supported' } },
    'unsupported',
    /no bridge/,
    /modprobe -a bridge veth/,
  ],
  ['no forwarding', { forwarding: 'cannot-turn-on' }, 'denied', /forward packets/, /sysctl -w/],
]

test.each(cases)('%s is explained', (_, facts, code, message, hint) => {
  const { problems } = judge({ ...fine, ...facts })
  expect(problems).toMatchObject([{ code, message: matching(message), hint: matching(hint) }])
})

test('what only works less well is a warning', () => {
  const facts: Facts = {
    ...fine,
    freeBytes: 1_200_000_000,
    missingControllers: ['memory'],
    openFilesLimit: 1024,
    links: { kind: 'missing' },
    distribution: ['fedora'],
  }
  expect(judge(facts)).toEqual({
    problems: [],
    warnings: [
      'Only 1.2 GB are free on the disk of the home.',
      'The kernel’s control groups lack memory: such limits have no effect.',
      'Only 1024 files may be open at once: many containers need more.',
      'The program ip is not installed: bridges stay after a stop. dnf install iproute',
    ],
  })
})

test('several problems become one error, the others as its detail', () => {
  const { problems } = judge({
    ...fine,
    iptables: { kind: 'missing' },
    forwarding: 'cannot-turn-on',
  })
  expect(asError(problems)).toMatchObject({
    reason: 'iptables-missing',
    detail: matching(/sysctl -w net\.ipv4\.ip_forward=1/),
  })
  expect(asError([])).toBeUndefined()
})

test('the command to install is the distribution’s own', () => {
  const of = (...ids: string[]) => installCommand(ids, 'iptables')
  expect([
    of('ubuntu', 'debian'),
    of('rhel'),
    of('arch'),
    of('alpine'),
    of('opensuse-leap', 'suse'),
    of('nixos'),
  ]).toEqual([
    'apt-get install iptables',
    'dnf install iptables-nft',
    'pacman -S iptables-nft',
    'apk add iptables',
    'zypper install iptables',
    'the package is called iptables',
  ])
})

test('control groups of both versions are read', () => {
  expect(readCgroups('cpuset cpu io memory hugetlb pids\n', [])).toEqual({
    cgroup: 'v2',
    missingControllers: [],
  })
  expect(readCgroups('', ['cpu,cpuacct', 'memory', 'unified'])).toEqual({
    cgroup: 'v1',
    missingControllers: ['pids'],
  })
  expect(readCgroups('', []).cgroup).toBe('none')
})

test('os-release is read with and without quotes', () => {
  const text = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE="debian linux"\n'
  expect(readDistribution(text)).toEqual({ distribution: ['ubuntu', 'debian', 'linux'] })
})
