import { expect, it } from 'vitest'
import { parseSpec, specFingerprint } from './spec.ts'

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

/** In the order of Go's structs, as nerdctl 2.3.5 wrote it; shortened. */
const spec = {
  ociVersion: '1.3.0',
  process: {
    terminal: true,
    user: { uid: 1000, gid: 1000, additionalGids: [0] },
    args: ['sh', '-c', 'echo ,"hooks":{ ,"seccomp":{ ,"linux":{'],
    env: ['PATH=/bin', 'ODD=,"annotations":{'],
    cwd: '/srv',
    capabilities: { bounding: ['CAP_CHOWN'] },
  },
  root: { path: 'rootfs', readonly: true },
  hostname: 'web',
  mounts: [
    { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid'] },
    { destination: '/data', type: 'bind', source: '/srv/data', options: ['rbind', 'ro'] },
  ],
  hooks: { createRuntime: [{ path: '/bin/nerdctl', env: ['A="linux":{', 'B=,"linux":{'] }] },
  annotations: { 'nerdctl/name': 'web' },
  linux: {
    resources: {
      memory: { limit: 67_108_864 },
      cpu: { quota: 150_000, period: 100_000 },
      pids: { limit: 64 },
    },
    namespaces: [{ type: 'pid' }],
    seccomp: { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [] },
    maskedPaths: ['/proc/asound'],
  },
}

const facts = {
  command: spec.process.args,
  user: '1000:1000',
  workingDirectory: '/srv',
  hostname: 'web',
  hasTerminal: true,
  cpus: 1.5,
  memoryBytes: 67_108_864,
  pids: 64,
  mounts: [
    { type: 'proc', source: 'proc', destination: '/proc', isReadOnly: false },
    { type: 'bind', source: '/srv/data', destination: '/data', isReadOnly: true },
  ],
  hasReadOnlyRoot: true,
  capabilities: ['CAP_CHOWN'],
  environment: spec.process.env,
}

it('reads a specification without its hooks and its filter of system calls', () => {
  expect(parseSpec(bytes(spec))).toEqual(facts)
})

it('reads one whose parts stand in another order, or are not there', () => {
  const { linux, hooks, process, ...others } = spec
  const { seccomp, ...rest } = linux
  expect(parseSpec(bytes({ linux: { seccomp, ...rest }, hooks, ...others, process }))).toEqual(
    facts,
  )
  expect(parseSpec(bytes({ ...spec, annotations: undefined, linux: rest }))).toEqual(facts)
})

it('takes what cannot be read for empty', () => {
  const empty = {
    command: [],
    hasTerminal: false,
    mounts: [],
    hasReadOnlyRoot: false,
    capabilities: [],
    environment: [],
  }
  expect(parseSpec(Buffer.from('{"process":{"args":["s'))).toEqual(empty)
  expect(parseSpec(new Uint8Array())).toEqual(empty)
  expect(parseSpec(bytes({ process: { args: 'sh' } }))).toEqual(empty)
})

it('takes the largest numbers, zero and less for no limit', () => {
  const limits = (resources: unknown) => {
    const { cpus, memoryBytes, pids } = parseSpec(bytes({ linux: { resources } }))
    return { cpus, memoryBytes, pids }
  }
  const none = { cpus: undefined, memoryBytes: undefined, pids: undefined }
  expect(
    limits({ cpu: { quota: -1, period: 0 }, memory: { limit: -1 }, pids: { limit: 0 } }),
  ).toEqual(none)
  expect(limits({ cpu: { shares: 2 }, memory: { limit: 2 ** 63 } })).toEqual(none)
  expect(limits({ cpu: { quota: 50_000 } })).toEqual({ ...none, cpus: 0.5 })
})

it('has the same fingerprint only for the same bytes', () => {
  expect(specFingerprint(bytes(spec))).toBe(specFingerprint(bytes(spec)))
  expect(specFingerprint(bytes(spec))).not.toBe(
    specFingerprint(bytes({ ...spec, hostname: 'wed' })),
  )
})
