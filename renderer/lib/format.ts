const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

const digits = (value: number): string => {
  if (value >= 100) return Math.round(value).toString()
  const one = value.toFixed(1)
  return one.endsWith('.0') ? one.slice(0, -2) : one
}

/** Decimal, as the engines print sizes: `88.4 MB`, `141 MB`, `8 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.round(value * 10) >= 10_000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? Math.round(value).toString() : digits(value)} ${units[unit] ?? ''}`
}

/** Both in the unit of the whole: `3.1 of 8 GB`. */
export function formatShare(bytes: number, totalBytes: number): string {
  const [total = '', unit = 'B'] = formatBytes(totalBytes).split(' ')
  const part = bytes / 1000 ** units.indexOf(unit)
  return `${digits(part)} of ${total} ${unit}`
}

/** `0.4 %`, `14 %`: one decimal below ten. */
export const formatPercent = (percent: number): string =>
  `${percent < 10 ? percent.toFixed(1) : Math.round(percent).toString()} %`

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long something took or takes: `0.4 s`, `14.2 s`, `2 m 5 s`, `3 h 2 m`. */
export function formatDuration(ms: number): string {
  if (ms < minute) return `${(Math.max(0, ms) / second).toFixed(1)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} m ${Math.floor((ms % minute) / second)} s`
  if (ms < day) return `${Math.floor(ms / hour)} h ${Math.floor((ms % hour) / minute)} m`
  return `${Math.floor(ms / day)} d ${Math.floor((ms % day) / hour)} h`
}

const steps = [
  { below: minute, unit: second, name: 's' },
  { below: hour, unit: minute, name: 'm' },
  { below: day, unit: hour, name: 'h' },
  { below: 90 * day, unit: day, name: 'd' },
  { below: 730 * day, unit: 30.44 * day, name: 'months' },
  { below: Infinity, unit: 365.25 * day, name: 'y' },
]

/** An age in its largest unit, and in how many milliseconds that text will no longer be true. */
export function formatAge(ageMs: number): { readonly text: string; readonly validMs: number } {
  const age = Math.max(0, ageMs)
  const step = steps.find(({ below }) => age < below)
  if (step === undefined) return { text: '', validMs: Infinity }
  const count = Math.floor(age / step.unit)
  return { text: `${count} ${step.name}`, validMs: Math.max(second, (count + 1) * step.unit - age) }
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

/** `Saturday 21 November 2026 at 07:07:51`, in the time of this computer. */
export const formatExact = (at: number): string => exact.format(at)

/** `1 container`, `12 containers`. */
export const count = (many: number, one: string, more = `${one}s`): string =>
  `${many.toLocaleString('en')} ${many === 1 ? one : more}`
