import type { Aim, Beside, Figure } from './measure.ts'

/** What `--json` prints of one figure. Absent keys: there is no such number. */
export type Row = {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly peer?: number
  readonly limit?: number
  readonly aim?: number
  readonly met?: boolean
}

export function toRow({ name, unit, ours, peer, limit, aim }: Figure): Row {
  return {
    name,
    unit,
    ours: rounded(ours),
    ...(peer && { peer: rounded(peer.value) }),
    ...(limit && { limit: rounded(limit.value) }),
    ...(aim && { aim: rounded(boundOf(aim)), met: isMet(ours, aim) }),
  }
}

export function isMet(ours: number, aim: Aim): boolean {
  if ('atMost' in aim) return ours <= aim.atMost
  if ('below' in aim) return ours < aim.below
  return ours >= aim.atLeast
}

function boundOf(aim: Aim): number {
  if ('atMost' in aim) return aim.atMost
  return 'below' in aim ? aim.below : aim.atLeast
}

const heads = ['measure', 'unit', 'ours', 'alternative', 'limit', 'aim', 'met']

/** The figures as a table, and under it what the numbers beside ours are. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cells)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column > 1 && column < 6))
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  const [head = '', ...body] = lines
  return [head, rule, ...body, '', ...figures.flatMap(legend), '', verdict(figures)].join('\n')
}

const pad = (cell: string, width: number, isNumber: boolean): string =>
  isNumber ? cell.padStart(width) : cell.padEnd(width)

function cells({ name, unit, ours, peer, limit, aim }: Figure): readonly string[] {
  return [
    name,
    unit,
    display(ours),
    number(peer),
    number(limit),
    aim === undefined ? '' : displayAim(aim),
    aim === undefined ? '' : isMet(ours, aim) ? 'yes' : 'NO',
  ]
}

const number = (beside: Beside | undefined): string =>
  beside === undefined ? '' : display(beside.value)

function displayAim(aim: Aim): string {
  const sign = 'atMost' in aim ? '≤' : 'below' in aim ? '<' : '≥'
  return `${sign} ${display(boundOf(aim))}`
}

function legend({ name, peer, limit, note }: Figure): readonly string[] {
  const parts = [
    ...(peer ? [`alternative: ${peer.what}`] : []),
    ...(limit ? [`limit: ${limit.what}`] : []),
    ...(note ? [note] : []),
  ]
  return parts.length === 0 ? [] : [`${name}: ${parts.join('; ')}.`]
}

function verdict(figures: readonly Figure[]): string {
  const aimed = figures.filter(({ aim }) => aim !== undefined)
  const missed = aimed.filter(({ ours, aim }) => aim !== undefined && !isMet(ours, aim))
  const kept = `${aimed.length - missed.length} of ${aimed.length} aims met`
  return missed.length === 0
    ? kept
    : `${kept}; missed: ${missed.map(({ name }) => name).join(', ')}`
}

/** Four digits that tell; thousands apart. */
const display = (value: number): string => rounded(value).toLocaleString('en-US', digits)
const digits = { maximumFractionDigits: 3 } as const

function rounded(value: number): number {
  if (Math.abs(value) >= 1000) return Math.round(value)
  return Number(value.toPrecision(4))
}
