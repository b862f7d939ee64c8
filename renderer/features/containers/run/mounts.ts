import type { RunMount } from '../../../../preload/contract/run.ts'
import type { Read } from './values.ts'

export type MountRow = {
  readonly type: RunMount['type']
  readonly source: string
  readonly destination: string
  readonly isReadOnly: boolean
}

export const noMount: MountRow = {
  type: 'volume',
  source: '',
  destination: '',
  isReadOnly: false,
}

/** `name:/path:ro`, `/host:/path`, `./here:/path` or `/path`, as -v has it. */
export function readVolume(text: string): Read<MountRow> {
  const [first = '', second, options = '', ...more] = text.split(':')
  if (more.length > 0) return { ok: false, error: `“${text}” has too many colons for a mount.` }
  if (second === undefined) return { ok: true, value: { ...noMount, destination: first } }
  const words = options === '' ? [] : options.split(',')
  const others = words.filter((word) => !['ro', 'rw', 'z', 'Z'].includes(word))
  if (others.length > 0) {
    return { ok: false, error: `The mount option “${others.join(',')}” is not known here.` }
  }
  const isPath = /^[./~$]/.test(first)
  return {
    ok: true,
    value: {
      type: isPath ? 'bind' : 'volume',
      source: first,
      destination: second,
      isReadOnly: words.includes('ro'),
    },
  }
}

const sourceKeys = ['source', 'src']
const destinationKeys = ['destination', 'dst', 'target']

/** `type=bind,source=/a,target=/b,readonly`, as --mount has it; other keys come back in `left`. */
export function readMount(text: string): Read<{ row: MountRow; left: readonly string[] }> {
  const left: string[] = []
  let row: MountRow = noMount
  for (const part of text.split(',')) {
    const at = part.indexOf('=')
    const key = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase()
    const value = at < 0 ? '' : part.slice(at + 1)
    if (key === 'type') {
      if (value !== 'bind' && value !== 'volume' && value !== 'tmpfs') {
        return { ok: false, error: `A mount of the type “${value}” is not known here.` }
      }
      row = { ...row, type: value }
    } else if (sourceKeys.includes(key)) row = { ...row, source: value }
    else if (destinationKeys.includes(key)) row = { ...row, destination: value }
    else if (key === 'readonly' || key === 'ro') row = { ...row, isReadOnly: value !== 'false' }
    else left.push(part)
  }
  return { ok: true, value: { row, left } }
}
