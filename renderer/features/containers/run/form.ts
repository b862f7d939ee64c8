import type { RunSpec } from '../../../../preload/contract/run.ts'
import type { Pair } from './environment.ts'
import type { MountRow } from './mounts.ts'
import type { PortRow } from './ports.ts'

/** The Run form as typed: text until it is read. */
export type RunForm = {
  readonly image: string
  readonly name: string
  readonly command: string
  readonly entrypoint: string
  readonly ports: readonly PortRow[]
  readonly mounts: readonly MountRow[]
  readonly environment: readonly Pair[]
  readonly labels: readonly Pair[]
  readonly network: string
  readonly hostname: string
  readonly restart: 'no' | 'always' | 'on-failure' | 'unless-stopped'
  readonly restartRetries: string
  readonly user: string
  readonly workingDirectory: string
  readonly cpus: string
  readonly memory: string
  readonly pids: string
  readonly healthCommand: string
  readonly healthInterval: string
  readonly healthTimeout: string
  readonly healthRetries: string
  readonly healthStartPeriod: string
  readonly addedCapabilities: string
  readonly droppedCapabilities: string
  readonly isPrivileged: boolean
  readonly isReadOnly: boolean
  readonly hasTerminal: boolean
  readonly removesItself: boolean
  readonly starts: boolean
  readonly pull: RunSpec['pull']
}

export const emptyForm: RunForm = {
  image: '',
  name: '',
  command: '',
  entrypoint: '',
  ports: [],
  mounts: [],
  environment: [],
  labels: [],
  network: '',
  hostname: '',
  restart: 'no',
  restartRetries: '',
  user: '',
  workingDirectory: '',
  cpus: '',
  memory: '',
  pids: '',
  healthCommand: '',
  healthInterval: '',
  healthTimeout: '',
  healthRetries: '',
  healthStartPeriod: '',
  addedCapabilities: '',
  droppedCapabilities: '',
  isPrivileged: false,
  isReadOnly: false,
  hasTerminal: false,
  removesItself: false,
  starts: true,
  pull: 'missing',
}

/** Fields that stand under “More”: it opens when one of them is set or wrong. */
const common = ['image', 'name', 'command', 'ports', 'mounts', 'environment', 'starts'] as const

export const isCommon = (field: string): boolean =>
  common.some((name) => field === name || field.startsWith(`${name}.`))

export const usesMore = (form: RunForm): boolean =>
  Object.entries(form).some(
    ([field, value]) =>
      !isCommon(field) && JSON.stringify(value) !== JSON.stringify(Reflect.get(emptyForm, field)),
  )
