import { readVolume, readMount } from './mounts.ts'
import { splitPair } from './environment.ts'
import type { RunForm } from './form.ts'
import { splitPort } from './ports.ts'
import { shellQuote } from './shell-words.ts'
import { readFlagSize, writeSize } from './values.ts'

/** The form while a command line is read into it, and what found no place there. */
export type Draft = { form: RunForm; readonly left: string[] }

type Apply = (draft: Draft, value: string, flag: string) => void
export type Flag = { readonly takesValue: boolean; readonly apply: Apply }

const set = (draft: Draft, changes: Partial<RunForm>) => {
  draft.form = { ...draft.form, ...changes }
}

const notTaken: Apply = ({ left }, value, flag) => {
  left.push(value === '' ? flag : `${flag} ${shellQuote(value)}`)
}

type TextField = {
  [Field in keyof RunForm]: RunForm[Field] extends string
    ? string extends RunForm[Field]
      ? Field
      : never
    : never
}[keyof RunForm]
type SwitchField = {
  [Field in keyof RunForm]: RunForm[Field] extends boolean ? Field : never
}[keyof RunForm]

const value = (apply: Apply): Flag => ({ takesValue: true, apply })
const text = (field: TextField): Flag => value((draft, typed) => set(draft, { [field]: typed }))
const ignored: Flag = { takesValue: false, apply: () => undefined }
const lost: Flag = { takesValue: false, apply: notTaken }
const lostValue: Flag = value(notTaken)

const isTrue = (typed: string) => ['', '1', 't', 'true'].includes(typed.toLowerCase())
const isOn = (field: SwitchField): Flag => ({
  takesValue: false,
  apply: (draft, typed) => set(draft, { [field]: isTrue(typed) }),
})

const port: Apply = (draft, typed) => set(draft, { ports: [...draft.form.ports, splitPort(typed)] })

const volume: Apply = (draft, typed, flag) => {
  const read = readVolume(typed)
  if (read.ok) set(draft, { mounts: [...draft.form.mounts, read.value] })
  else draft.left.push(`${flag} ${shellQuote(typed)}: ${read.error}`)
}

const mount: Apply = (draft, typed, flag) => {
  const read = readMount(typed)
  if (!read.ok) {
    draft.left.push(`${flag} ${shellQuote(typed)}: ${read.error}`)
    return
  }
  set(draft, { mounts: [...draft.form.mounts, read.value.row] })
  draft.left.push(...read.value.left.map((part) => `${flag} …,${part}`))
}

const tmpfs: Apply = (draft, typed, flag) => {
  const [destination = '', options = ''] = typed.split(':')
  const words = options.split(',').filter((word) => word !== '')
  const row = {
    type: 'tmpfs',
    source: '',
    destination,
    isReadOnly: words.includes('ro'),
  } as const
  set(draft, { mounts: [...draft.form.mounts, row] })
  const others = words.filter((word) => word !== 'ro' && word !== 'rw')
  if (others.length > 0) draft.left.push(`${flag} ${destination}:${others.join(',')}`)
}

const environment: Apply = (draft, typed, flag) => {
  // Without a value it is taken from the shell, whose variables this app does not see.
  if (!typed.includes('=')) draft.left.push(`${flag} ${typed}: its value is in your shell`)
  set(draft, { environment: [...draft.form.environment, splitPair(typed)] })
}

const label: Apply = (draft, typed) =>
  set(draft, { labels: [...draft.form.labels, splitPair(typed)] })

const policies = ['no', 'always', 'on-failure', 'unless-stopped'] as const

const restart: Apply = (draft, typed, flag) => {
  const [name = '', retries = ''] = typed.split(':')
  const policy = policies.find((one) => one === name)
  if (policy === undefined) notTaken(draft, typed, flag)
  else set(draft, { restart: policy, restartRetries: retries })
}

const memory: Apply = (draft, typed) => {
  const read = readFlagSize(typed)
  set(draft, { memory: read.ok ? writeSize(read.value) : typed })
}

const pids: Apply = (draft, typed) => set(draft, { pids: Number(typed) <= 0 ? '' : typed })

const pulls = ['missing', 'always', 'never'] as const
const pull: Apply = (draft, typed, flag) => {
  const policy = pulls.find((one) => one === typed)
  if (policy === undefined) notTaken(draft, typed, flag)
  else set(draft, { pull: policy })
}

const network: Apply = (draft, typed, flag) => {
  const [name = ''] = typed.split(':')
  if (draft.form.network !== '') notTaken(draft, typed, flag)
  else if (name === 'container') set(draft, { network: typed })
  else if (typed.includes('=')) notTaken(draft, typed, flag)
  else set(draft, { network: name })
}

const joined =
  (field: 'addedCapabilities' | 'droppedCapabilities'): Apply =>
  (draft, typed) =>
    set(draft, {
      [field]: [draft.form[field], typed.toUpperCase()].filter((one) => one !== '').join(' '),
    })

const fileOf: Apply = ({ left }, typed, flag) => {
  left.push(`${flag} ${shellQuote(typed)}: paste the file's lines into the environment`)
}

/** Flags that have a value and no place in the form: read, so that their value is not the image. */
const withoutPlace =
  'a attach add-host annotation blkio-weight blkio-weight-device cgroup-conf cgroup-parent cgroupns cidfile cosign-key ' +
  'cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpuset-cpus cpuset-mems c ' +
  'detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns dns-opt ' +
  'dns-option dns-search domainname expose gpus group-add health-on-failure health-start-interval io-maxbandwidth ' +
  'io-maxiops ip ip6 ipc ipfs-address isolation kernel-memory label-file link link-local-ip log-driver log-opt mac-address ' +
  'memory-reservation memory-swap memory-swappiness network-alias net-alias oom-score-adj personality pid pidfile platform ' +
  'pod rdt-class requires runtime secret security-opt shm-size stop-signal stop-timeout storage-opt sysctl systemd ' +
  'timezone ulimit umask userns uts verify volume-driver volumes-from'

const switchesWithoutPlace =
  'P publish-all disable-content-trust no-healthcheck oom-kill-disable rootfs use-api-socket no-hosts no-hostname'

const long = (names: string, flag: Flag): [string, Flag][] =>
  names.split(' ').map((name) => [name.length === 1 ? `-${name}` : `--${name}`, flag])

/** Every flag of `run` that docker, nerdctl and podman have, and what it does to the form. */
export const flags: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ...long(withoutPlace, lostValue),
  ...long(switchesWithoutPlace, lost),
  // It always runs in the background; its input is open while it has a terminal.
  ...long('d detach i interactive q quiet sig-proxy', ignored),
  ...long('t tty', isOn('hasTerminal')),
  ...long('e env', value(environment)),
  ...long('env-file', value(fileOf)),
  ...long('v volume', value(volume)),
  ...long('mount', value(mount)),
  ...long('tmpfs', value(tmpfs)),
  ...long('p publish', value(port)),
  ...long('name', text('name')),
  ...long('network net', value(network)),
  ...long('restart', value(restart)),
  ...long('m memory', value(memory)),
  ...long('cpus', text('cpus')),
  ...long('pids-limit', value(pids)),
  ...long('u user', text('user')),
  ...long('w workdir', text('workingDirectory')),
  ...long('h hostname', text('hostname')),
  ...long('l label', value(label)),
  ...long('entrypoint', text('entrypoint')),
  ...long('cap-add', value(joined('addedCapabilities'))),
  ...long('cap-drop', value(joined('droppedCapabilities'))),
  ...long('privileged', isOn('isPrivileged')),
  ...long('read-only', isOn('isReadOnly')),
  ...long('rm', isOn('removesItself')),
  ...long('health-cmd', text('healthCommand')),
  ...long('health-interval', text('healthInterval')),
  ...long('health-timeout', text('healthTimeout')),
  ...long('health-retries', text('healthRetries')),
  ...long('health-start-period', text('healthStartPeriod')),
  ...long('pull', value(pull)),
])
