import { RunSpec } from '../../../../preload/contract/run.ts'
import type { z } from 'zod'
import type { RunForm } from './form.ts'
import { readPorts } from './ports.ts'
import { shellWords } from './shell-words.ts'
import { readNumber, readSeconds, readSize, readWhole } from './values.ts'
import type { Read } from './values.ts'

/** A sentence for each field of the form that is wrong: `image`, `ports.0.host`, `environment.2.name`. */
export type FieldErrors = Readonly<Record<string, string>>

export type Specified =
  | {
      readonly ok: true
      readonly spec: RunSpec
      /** The field of the form that a path of the spec (or of an error's `field`) came from. */
      readonly fieldOf: (path: string) => string
    }
  | { readonly ok: false; readonly errors: FieldErrors }

type Draft = z.input<typeof RunSpec>
type Reading = { readonly errors: Record<string, string>; readonly rows: Record<string, number[]> }

const isBlank = (text: string) => text.trim() === ''

/** What was read; a mistake is noted at the field. */
function take<Value>(reading: Reading, field: string, read: Read<Value>): Value | undefined {
  if (read.ok) return read.value
  reading.errors[field] = read.error
  return undefined
}

/** Reads what was typed; nothing where nothing was. */
const given = <Value>(
  text: string,
  read: (text: string) => Value | undefined,
): Value | undefined => (isBlank(text) ? undefined : read(text.trim()))

const typed = (text: string): string | undefined => given(text, (plain) => plain)

/** Absent is an absent key. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutUndefined(one)]))
}

function ports({ ports: rows }: RunForm, reading: Reading): Draft['ports'] {
  return rows.flatMap((row, index) => {
    if (isBlank(row.host) && isBlank(row.container)) return []
    const read = readPorts(row)
    if (!read.ok) {
      reading.errors[`ports.${index}.${read.at}`] = read.error
      return []
    }
    reading.rows['ports'] = [...(reading.rows['ports'] ?? []), ...read.value.map(() => index)]
    return read.value
  })
}

/** Rows that are wholly empty are not there; the others keep the place they had in the form. */
function filled<Row>(
  name: 'mounts' | 'environment' | 'labels',
  rows: readonly Row[],
  isEmpty: (row: Row) => boolean,
  reading: Reading,
): Row[] {
  return rows.filter((row, index) => {
    if (isEmpty(row)) return false
    reading.rows[name] = [...(reading.rows[name] ?? []), index]
    return true
  })
}

function mounts(form: RunForm, reading: Reading): Draft['mounts'] {
  const rows = filled(
    'mounts',
    form.mounts,
    ({ source, destination }) => isBlank(source) && isBlank(destination),
    reading,
  )
  return rows.map(({ type, source, destination, isReadOnly }, index) => {
    const at = `mounts.${reading.rows['mounts']?.[index] ?? index}`
    if (type === 'bind' && !source.trim().startsWith('/')) {
      reading.errors[`${at}.source`] =
        'A folder is an absolute path of the machine, like /srv/data.'
    }
    return {
      type,
      destination: destination.trim(),
      isReadOnly,
      source: type === 'tmpfs' ? undefined : typed(source),
    }
  })
}

function command(text: string, reading: Reading): string[] | undefined {
  const read = shellWords(text)
  if (read.ok) return [...read.words]
  reading.errors['command'] = read.reason
  return undefined
}

const capabilities = (text: string) =>
  text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')

function health(form: RunForm, reading: Reading): Pick<Draft, 'health'> {
  if (isBlank(form.healthCommand)) {
    const times = [
      form.healthInterval,
      form.healthTimeout,
      form.healthRetries,
      form.healthStartPeriod,
    ]
    if (times.some((text) => !isBlank(text))) {
      reading.errors['healthCommand'] = 'A health check needs a command.'
    }
    return {}
  }
  const seconds = (field: string, what: string) => (text: string) =>
    take(reading, field, readSeconds(text, what))
  return {
    health: {
      command: form.healthCommand.trim(),
      intervalSeconds: given(form.healthInterval, seconds('healthInterval', 'The interval')),
      timeoutSeconds: given(form.healthTimeout, seconds('healthTimeout', 'The time limit')),
      retries: given(form.healthRetries, (text) =>
        take(reading, 'healthRetries', readWhole(text, 'Retries')),
      ),
      startPeriodSeconds: given(
        form.healthStartPeriod,
        seconds('healthStartPeriod', 'The time to start'),
      ),
    },
  }
}

function restart(form: RunForm, reading: Reading): Pick<Draft, 'restart'> {
  if (form.restart === 'no') return {}
  const retries = form.restart === 'on-failure' ? form.restartRetries : ''
  return {
    restart: {
      name: form.restart,
      maximumRetryCount: given(retries, (text) =>
        take(reading, 'restartRetries', readWhole(text, 'The number of attempts')),
      ),
    },
  }
}

function limits(form: RunForm, reading: Reading) {
  return {
    cpus: given(form.cpus, (text) => take(reading, 'cpus', readNumber(text, 'CPUs'))),
    memoryBytes: given(form.memory, (text) => take(reading, 'memory', readSize(text))),
    pids: given(form.pids, (text) =>
      take(reading, 'pids', readWhole(text, 'The number of processes')),
    ),
  }
}

function draft(form: RunForm, reading: Reading): Draft {
  return {
    image: form.image.trim(),
    name: typed(form.name),
    command: given(form.command, (text) => command(text, reading)),
    entrypoint: typed(form.entrypoint),
    ports: ports(form, reading),
    mounts: mounts(form, reading),
    environment: filled(
      'environment',
      form.environment,
      ({ name, value }) => isBlank(name) && value === '',
      reading,
    ).map(({ name, value }) => ({ name: name.trim(), value })),
    labels: filled(
      'labels',
      form.labels,
      ({ name, value }) => isBlank(name) && value === '',
      reading,
    ).map(({ name, value }) => ({ name: name.trim(), value })),
    network: typed(form.network),
    hostname: typed(form.hostname),
    ...restart(form, reading),
    user: typed(form.user),
    workingDirectory: typed(form.workingDirectory),
    ...limits(form, reading),
    ...health(form, reading),
    addedCapabilities: capabilities(form.addedCapabilities),
    droppedCapabilities: capabilities(form.droppedCapabilities),
    isPrivileged: form.isPrivileged,
    isReadOnly: form.isReadOnly,
    hasTerminal: form.hasTerminal,
    usesInit: false, // the bundle has no init program
    removesItself: form.removesItself,
    starts: form.starts,
    pull: form.pull,
  }
}

const single: Readonly<Record<string, string>> = {
  memoryBytes: 'memory',
  'restart.maximumRetryCount': 'restartRetries',
  'restart.name': 'restart',
  'health.command': 'healthCommand',
  'health.intervalSeconds': 'healthInterval',
  'health.timeoutSeconds': 'healthTimeout',
  'health.retries': 'healthRetries',
  'health.startPeriodSeconds': 'healthStartPeriod',
}

const hostParts = ['hostPort', 'hostAddress']

/** `ports.3.hostPort` of the spec, or of an error, into the field of the form it came from. */
function fieldOf(rows: Reading['rows'], path: string): string {
  const plain = path.replace(/^spec\./, '')
  const [head = '', index, part] = plain.split('.')
  if (single[plain] !== undefined) return single[plain]
  const known = rows[head]
  if (known === undefined || index === undefined) return head
  const row = known[Number(index)] ?? Number(index)
  if (head === 'ports') {
    return `ports.${row}.${part === undefined || hostParts.includes(part) ? 'host' : 'container'}`
  }
  return part === undefined ? `${head}.${row}` : `${head}.${row}.${part}`
}

/** Reads the form: a specification, or what is wrong at which field. Never throws. */
export function toSpec(form: RunForm): Specified {
  const reading: Reading = { errors: {}, rows: {} }
  const parsed = RunSpec.safeParse(withoutUndefined(draft(form, reading)))
  if (isBlank(form.image)) reading.errors['image'] = 'Which image? For example nginx:1.27.'
  const errors = { ...reading.errors }
  for (const { path, message } of parsed.error?.issues ?? []) {
    errors[fieldOf(reading.rows, path.join('.'))] ??= message
  }
  return parsed.success && Object.keys(errors).length === 0
    ? { ok: true, spec: parsed.data, fieldOf: (path) => fieldOf(reading.rows, path) }
    : { ok: false, errors }
}
