import { expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { RunSpec } from '../../../preload/contract/run.ts'
import { checkRun } from './run-check.ts'

const plain = {
  image: 'busybox:1.35',
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
const mount = { type: 'bind', source: '/srv', destination: '/srv', isReadOnly: false }

it.each([
  { mounts: [{ ...mount, source: 'srv' }], field: 'mounts.0.source' },
  { mounts: [{ ...mount, source: '-v' }], field: 'mounts.0.source' },
  { mounts: [{ ...mount, source: '/a:/b' }], field: 'mounts.0.source' },
  { mounts: [{ ...mount, source: undefined }], field: 'mounts.0.source' },
  { mounts: [mount, { ...mount, destination: '/./' }], field: 'mounts.1.destination' },
  { mounts: [{ ...mount, type: 'volume', source: '../x' }], field: 'mounts.0.source' },
  { mounts: [{ ...mount, type: 'volume', source: '-x' }], field: 'mounts.0.source' },
  { labels: [{ name: 'a=b', value: '' }], field: 'labels.0.name' },
  { labels: [{ name: 'nerdctl/name', value: 'x' }], field: 'labels.0.name' },
  { addedCapabilities: ['NOPE'], field: 'addedCapabilities.0' },
  { droppedCapabilities: ['CAP_CHOWN', 'CAP_NOPE'], field: 'droppedCapabilities.1' },
])('refuses what nerdctl would take for something else: %j', ({ field, ...part }) => {
  const spec = RunSpec.parse({ ...plain, ...part })
  expect(refusal(() => checkRun(spec))).toMatchObject({ code: 'invalid-input', field })
})

it('lets through what is right', () => {
  const mounts = [
    mount,
    { ...mount, type: 'volume', source: 'data' },
    { ...mount, type: 'volume', source: undefined },
    { ...mount, type: 'tmpfs', source: undefined, destination: '/tmp' },
  ]
  const spec = { ...plain, mounts, addedCapabilities: ['CAP_NET_ADMIN', 'ALL'] }
  expect(() => checkRun(RunSpec.parse(spec))).not.toThrow()
})

function refusal(work: () => void) {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error.data
  }
  return undefined
}
