import { AppError } from '../../../preload/contract/errors.ts'
import type { RunMount, RunSpec } from '../../../preload/contract/run.ts'

/** Refuses what the contract lets through but nerdctl's own grammar would take for something else. */
export function checkRun(spec: RunSpec): void {
  spec.mounts.forEach((mount, index) => checkMount(mount, index))
  spec.labels.forEach(({ name }, index) => {
    if (name.includes('='))
      refuse(`labels.${index}.name`, 'The name of a label has no equals sign.')
    if (name.startsWith('nerdctl/') || name.startsWith('goldfinch/'))
      refuse(`labels.${index}.name`, `The label ${name} belongs to the engine.`)
  })
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
    field: `spec.${field}`,
  })
}
