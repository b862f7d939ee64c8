/** A colour as programs name it: one of the sixteen, which follow the theme, or exact. */
export type Colour = { readonly index: number } | { readonly rgb: string }

export type SgrStyle = {
  readonly front?: Colour
  readonly back?: Colour
  readonly isBold?: true
  readonly isDim?: true
  readonly isItalic?: true
  readonly isUnderlined?: true
  readonly isStruck?: true
  readonly isInverse?: true
}

export type SgrSpan = { readonly text: string; readonly style: SgrStyle }

const plainStyle: SgrStyle = {}

/** CSI; OSC, DCS and their kin up to their end; other two-byte escapes; control characters but tab. */
const escape =
  /\u001b\[([0-9;:]*)m|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g
const special = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/

/** What a terminal would show in the end, where a line was rewritten with carriage returns. */
function lastWritten(line: string): string {
  if (!line.includes('\r')) return line
  const parts = line.split('\r').filter((part) => part !== '')
  return parts.at(-1) ?? ''
}

/** The text alone. */
export const plainText = (line: string): string =>
  special.test(line) ? lastWritten(line).replace(escape, '') : line

const levels = [0, 95, 135, 175, 215, 255]

/** The 256 colours of xterm: sixteen names, a cube, greys. */
function fromTable(index: number): Colour {
  if (index < 16) return { index }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return { rgb: `rgb(${grey} ${grey} ${grey})` }
  }
  const cube = index - 16
  const level = (step: number) => levels[Math.floor(cube / step) % 6] ?? 0
  return { rgb: `rgb(${level(36)} ${level(6)} ${level(1)})` }
}

const byte = (value: number | undefined): value is number =>
  value !== undefined && value >= 0 && value <= 255

type Extended = { readonly colour: Colour | undefined; readonly used: number }

/** `5;n` or `2;r;g;b`, from the place after 38 or 48. */
function extended(codes: readonly number[], at: number): Extended {
  const [kind, a, b, c] = codes.slice(at, at + 4)
  if (kind === 5) return { colour: byte(a) ? fromTable(a) : undefined, used: 2 }
  if (kind === 2) {
    const isWhole = byte(a) && byte(b) && byte(c)
    return { colour: isWhole ? { rgb: `rgb(${a} ${b} ${c})` } : undefined, used: 4 }
  }
  return { colour: undefined, used: 1 }
}

type Key = keyof SgrStyle

const without = (style: SgrStyle, ...keys: readonly Key[]): SgrStyle =>
  Object.fromEntries(Object.entries(style).filter(([key]) => !keys.some((one) => one === key)))

const on: Readonly<Record<number, SgrStyle>> = {
  1: { isBold: true },
  2: { isDim: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  9: { isStruck: true },
  21: { isUnderlined: true },
}

const off: Readonly<Record<number, readonly Key[]>> = {
  22: ['isBold', 'isDim'],
  23: ['isItalic'],
  24: ['isUnderlined'],
  27: ['isInverse'],
  29: ['isStruck'],
  39: ['front'],
  49: ['back'],
}

function simple(style: SgrStyle, code: number): SgrStyle {
  const set = on[code]
  if (set !== undefined) return { ...style, ...set }
  const cleared = off[code]
  if (cleared !== undefined) return without(style, ...cleared)
  if (code >= 30 && code <= 37) return { ...style, front: { index: code - 30 } }
  if (code >= 40 && code <= 47) return { ...style, back: { index: code - 40 } }
  if (code >= 90 && code <= 97) return { ...style, front: { index: code - 82 } }
  if (code >= 100 && code <= 107) return { ...style, back: { index: code - 92 } }
  return style
}

/** The style after `\e[…m`. */
function applied(before: SgrStyle, parameters: string): SgrStyle {
  // `38:2::r:g:b` has an empty colour space that the semicolon form has not.
  const flat = parameters.replace(/([34]8):2:[^:;]*:(?=\d*:\d*:\d*)/g, '$1:2:').replaceAll(':', ';')
  const codes = flat.split(';').map(Number)
  let style = before
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    if (code === 0) style = plainStyle
    else if (code === 38 || code === 48) {
      const { colour, used } = extended(codes, at + 1)
      at += used
      if (colour !== undefined) style = { ...style, [code === 38 ? 'front' : 'back']: colour }
    } else style = simple(style, code)
  }
  return style
}

/** A line as spans of one look each; every other escape sequence is dropped. */
export function parseSgr(line: string): readonly SgrSpan[] {
  if (!special.test(line)) return line === '' ? [] : [{ text: line, style: plainStyle }]
  const text = lastWritten(line)
  const spans: SgrSpan[] = []
  let style = plainStyle
  let from = 0
  let pending = ''
  const end = () => {
    if (pending !== '') spans.push({ text: pending, style })
    pending = ''
  }
  for (const match of text.matchAll(escape)) {
    pending += text.slice(from, match.index)
    from = match.index + match[0].length
    const [, parameters] = match
    if (parameters === undefined) continue
    end()
    style = applied(style, parameters)
  }
  pending += text.slice(from)
  end()
  return spans
}
