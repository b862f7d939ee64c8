/** What a person typed, read; or the sentence that says what is wrong with it. */
export type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: string }

const ok = <Value>(value: Value): Read<Value> => ({ ok: true, value })
const wrong = (error: string): Read<never> => ({ ok: false, error })

/** Binary for `512m` and `MiB`, as the engines' own flags; decimal for `MB`, as sizes are shown. */
const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

export function readSize(text: string): Read<number> {
  const [, digits = '', unit = ''] = /^([\d.]+)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = sizeUnits[unit.toLowerCase()]
  const bytes = Math.round(Number(digits === '' ? Number.NaN : digits) * (factor ?? Number.NaN))
  return Number.isFinite(bytes)
    ? ok(bytes)
    : wrong('Memory is a number with a unit, like 512m, 512 MiB or 1.5 GB.')
}

/** The flags of docker and nerdctl count by 1024 whatever the unit is called. */
export function readFlagSize(text: string): Read<number> {
  const short = text.trim().replace(/^([\d.]+)\s*([kmgt])i?b$/i, '$1$2')
  return readSize(short)
}

/** The shortest text that reads back as exactly this many bytes. */
export function writeSize(bytes: number): string {
  const binary = (['g', 'm', 'k'] as const).find((unit) => bytes % (sizeUnits[unit] ?? 1) === 0)
  if (bytes > 0 && binary !== undefined) return `${bytes / (sizeUnits[binary] ?? 1)}${binary}`
  return bytes.toString()
}

export function readNumber(text: string, what: string): Read<number> {
  const value = Number(text.trim())
  return text.trim() !== '' && Number.isFinite(value) ? ok(value) : wrong(`${what} is a number.`)
}

export function readWhole(text: string, what: string): Read<number> {
  return /^\d+$/.test(text.trim()) ? ok(Number(text.trim())) : wrong(`${what} is a whole number.`)
}

const spans: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 }

/** Seconds: `30`, `30s`, `1m30s`. */
export function readSeconds(text: string, what: string): Read<number> {
  const plain = text.trim()
  if (/^\d+$/.test(plain)) return ok(Number(plain))
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(plain)) {
    return wrong(`${what} is a time like 30s or 1m30s.`)
  }
  const parts = Array.from(plain.matchAll(/([\d.]+)(ms|s|m|h)/g))
  const total = parts.reduce(
    (sum, [, many, unit]) => sum + Number(many) * (spans[unit ?? ''] ?? 0),
    0,
  )
  return Number.isInteger(total) ? ok(total) : wrong(`${what} is in whole seconds.`)
}
