import { ContainerId } from '../../../../preload/contract/containers.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { RunMount, RunPort, RunSpec } from '../../../../preload/contract/run.ts'
import type { Finished } from '../../../machine/machine.ts'
import { label } from '../labels.ts'
import type { Verb } from '../runner.ts'

/**
 * Makes a container, and starts it when the specification says so; results in its id. `token` goes
 * into a label, by which a run that is cancelled finds what it made.
 */
export const run = (spec: RunSpec, token: string): Verb<ContainerId> => ({
  name: spec.name === undefined ? `Running ${spec.image}` : `Running ${spec.name}`,
  argv: [
    ...verbOf(spec),
    ...flags(spec),
    `--label=${label.run}=${token}`,
    '--',
    spec.image,
    ...words(spec),
  ],
  parse: createdId,
})

/** The line that a person would type for it. */
export const preview = (spec: RunSpec): readonly string[] => [
  'nerdctl',
  ...verbOf(spec),
  ...flags(spec),
  spec.image,
  ...words(spec),
]

const verbOf = ({ starts }: RunSpec): readonly string[] => (starts ? ['run', '-d'] : ['create'])

/** nerdctl prints the id alone on the last line; before it may stand what a pull prints. */
function createdId({ stdout }: Finished): ContainerId {
  const id = ContainerId.safeParse(stdout.trim().split('\n').at(-1)?.trim())
  if (id.success) return id.data
  throw new AppError({
    code: 'internal',
    message: 'The engine did not say which container it made.',
    detail: stdout,
  })
}

// nerdctl drops a `--` after the image, so one that belongs to the command needs another before it.
const words = ({ command = [] }: RunSpec): readonly string[] =>
  command[0] === '--' ? ['--', ...command] : command

function flags(spec: RunSpec): readonly string[] {
  return [
    ...option('name', spec.name),
    ...(spec.pull === 'missing' ? [] : [`--pull=${spec.pull}`]),
    ...spec.ports.map((port) => `--publish=${published(port)}`),
    ...spec.mounts.map(mounted),
    ...spec.environment.map(({ name, value }) => `--env=${name}=${value}`),
    ...spec.labels.map(({ name, value }) => `--label=${name}=${value}`),
    // "flags -d and --rm cannot be specified together": the adapter removes it instead.
    ...on(spec.removesItself, `--label=${label.removesItself}=true`),
    ...option('network', spec.network),
    ...option('hostname', spec.hostname),
    ...restart(spec.restart),
    ...option('user', spec.user),
    ...option('workdir', spec.workingDirectory),
    ...option('entrypoint', spec.entrypoint),
    ...limits(spec),
    ...health(spec.health),
    ...spec.addedCapabilities.map((name) => `--cap-add=${name}`),
    ...spec.droppedCapabilities.map((name) => `--cap-drop=${name}`),
    ...on(spec.isPrivileged, '--privileged'),
    ...on(spec.isReadOnly, '--read-only'),
    // Without -t nobody would hold its input open, and with -t the runtime does.
    ...on(spec.hasTerminal, '-t'),
    ...on(spec.usesInit, '--init'),
  ]
}

// One word with `=`, so that no value can be taken for a flag.
const option = (name: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`]
const on = (isOn: boolean, flag: string): readonly string[] => (isOn ? [flag] : [])

function published({ hostAddress, hostPort, containerPort, protocol }: RunPort): string {
  const address = hostAddress?.includes(':') === true ? `[${hostAddress}]` : hostAddress
  const end = `${containerPort}/${protocol}`
  if (address !== undefined) return `${address}:${hostPort ?? ''}:${end}`
  return hostPort === undefined ? end : `${hostPort}:${end}`
}

function mounted({ type, source, destination, isReadOnly }: RunMount): string {
  if (type === 'tmpfs') return `--tmpfs=${destination}${isReadOnly ? ':ro' : ''}`
  if (source === undefined || source === '') return `--volume=${destination}`
  return `--volume=${source}:${destination}${isReadOnly ? ':ro' : ''}`
}

function restart(policy: RunSpec['restart']): readonly string[] {
  if (policy === undefined || policy.name === 'no') return []
  const most = policy.name === 'on-failure' ? policy.maximumRetryCount : undefined
  return [`--restart=${policy.name}${most === undefined ? '' : `:${most}`}`]
}

const limits = ({ cpus, memoryBytes, pids }: RunSpec): readonly string[] => [
  ...option('cpus', cpus),
  ...option('memory', memoryBytes),
  ...option('pids-limit', pids),
]

function health(check: RunSpec['health']): readonly string[] {
  if (check === undefined) return []
  const seconds = (value: number | undefined) => (value === undefined ? undefined : `${value}s`)
  return [
    ...option('health-cmd', check.command),
    ...option('health-interval', seconds(check.intervalSeconds)),
    ...option('health-timeout', seconds(check.timeoutSeconds)),
    ...option('health-retries', check.retries),
    ...option('health-start-period', seconds(check.startPeriodSeconds)),
  ]
}
