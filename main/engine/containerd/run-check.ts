import { AppError } from '../../../preload/contract/errors.ts'
import type { RunMount, RunSpec } from '../../../preload/contract/run.ts'

/** Refuses what the contract lets through but nerdctl's own grammar would take for something else. */
export function checkRun(spec: RunSpec): void {
  spec.mounts.forEach((mount, index) => checkMount(mount, index))
  spec.addedCapabilities.forEach((name, index) => {
    checkCapability(name, `addedCapabilities.${index}`)
  })
  spec.droppedCapabilities.forEach((name, index) => {
    checkCapability(name, `droppedCapabilities.${index}`)
  })
  spec.labels.forEach(({ name }, index) => {
    if (name.includes('='))
      refuse(`labels.${index}.name`, 'The name of a label has no equals sign.')
    if (name.startsWith('nerdctl/') || name.startsWith('goldfinch/'))
      refuse(`labels.${index}.name`, `The label ${name} belongs to the engine.`)
  })
}

// capabilities(7). nerdctl only warns of others, and leaves them out.
const capabilities = new Set([
  ...['ALL', 'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF'],
  ...['CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID'],
  ...['IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE'],
  ...['MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP'],
  ...['SETGID', 'SETPCAP', 'SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT'],
  ...['SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE'],
  ...['SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM'],
])

function checkCapability(name: string, field: string): void {
  if (!capabilities.has(name.replace(/^CAP_/, '')))
    refuse(field, `${name} is not a capability of Linux.`)
}

// nerdctl's own pattern (pkg/identifiers) for what is a volume and not a path.
const volumeName = /^[A-Za-z0-9][A-Za-z0-9_.-]+$/

function checkMount({ type, source = '', destination }: RunMount, index: number): void {
  const field = `mounts.${index}`
  if (/^\/+(\.{0,2}\/*)*$/.test(destination))
    refuse(`${field}.destination`, 'Nothing can be mounted over the whole file system.')
  if (type === 'bind' && !source.startsWith('/'))
    refuse(`${field}.source`, 'A bind mount needs an absolute path.')
  if (type === 'bind' && source.includes(':'))
    refuse(`${field}.source`, 'A path with a colon cannot be mounted.')
  if (type === 'volume' && source !== '' && !volumeName.test(source))
    refuse(
      `${field}.source`,
      'The name of a volume has letters, digits, dots, dashes and underscores.',
    )
}

function refuse(field: string, message: string): never {
  throw new AppError({
    code: 'invalid-input',
    reason: 'invalid-run',
    message,
    field,
  })
}
