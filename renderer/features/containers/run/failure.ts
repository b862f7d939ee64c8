import type { ErrorData } from '../../../../preload/contract/errors.ts'
import type { RunForm } from './form.ts'
import type { FieldErrors } from './to-spec.ts'

const fieldByReason: Readonly<Record<string, string>> = {
  'name-in-use': 'name',
  'invalid-name': 'name',
  'image-not-found': 'image',
  'registry-unreachable': 'image',
  'registry-auth': 'image',
  'registry-insecure': 'image',
  'network-not-found': 'network',
  'command-not-found': 'command',
  'limit-too-small': 'memory',
}

/** The row whose port of the machine the sentence names; the first that has one, when none is named. */
function portRow({ ports }: RunForm, { message, detail = '' }: ErrorData): number {
  const named = ports.findIndex(({ host }) => {
    const port = /(\d+)$/.exec(host)?.[1]
    return port !== undefined && new RegExp(`\\b${port}\\b`).test(`${message} ${detail}`)
  })
  return named >= 0 ? named : ports.findIndex(({ host }) => host !== '')
}

/**
 * Where in the form a failure belongs; undefined when it is about the whole. `fieldOf` turns a path
 * of the specification into a field of the form.
 */
export function placeFailure(
  error: ErrorData,
  form: RunForm,
  fieldOf: (path: string) => string,
): FieldErrors | undefined {
  const sentence = error.hint === undefined ? error.message : `${error.message} ${error.hint}`
  const namesRow = /\d/.test(error.field ?? '')
  if (error.reason === 'port-in-use' && !namesRow) {
    const row = portRow(form, error)
    return row < 0 ? undefined : { [`ports.${row}.host`]: error.message }
  }
  if (error.field !== undefined) return { [fieldOf(error.field)]: error.message }
  const field = fieldByReason[error.reason ?? '']
  return field === undefined ? undefined : { [field]: sentence }
}
