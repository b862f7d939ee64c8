import type { CSSProperties } from 'react'
import type { Colour, SgrStyle } from './sgr.ts'

/** The sixteen, as the theme has them: readable on its own background in dark and light. */
const tokens = [
  '--text-3', '--failed', '--running', '--waiting', '--info', '--stage-2', '--stage-6', '--text-2',
  '--text-3', '--failed', '--running', '--waiting', '--info', '--stage-2', '--stage-6', '--text-1',
] as const // prettier-ignore

const css = (colour: Colour): string =>
  'rgb' in colour ? colour.rgb : `var(${tokens[colour.index] ?? '--text-1'})`

/** The look of a span; undefined for plain text. */
export function spanStyle(style: SgrStyle): CSSProperties | undefined {
  if (Object.keys(style).length === 0) return undefined
  const isSolid = style.back !== undefined || style.isInverse === true
  const front = style.front === undefined ? undefined : css(style.front)
  const back = style.back === undefined ? undefined : css(style.back)
  const [text, ground] =
    style.isInverse === true
      ? [back ?? 'var(--bg)', front ?? 'var(--text-1)']
      : [front ?? (isSolid ? 'var(--bg)' : undefined), back]
  const lines = [
    style.isUnderlined === true ? 'underline' : '',
    style.isStruck === true ? 'line-through' : '',
  ].filter((line) => line !== '')
  return {
    ...(text === undefined ? {} : { color: text }),
    ...(ground === undefined ? {} : { background: ground }),
    ...(style.isBold === true ? { fontWeight: 700 } : {}),
    ...(style.isDim === true ? { opacity: 0.7 } : {}),
    ...(style.isItalic === true ? { fontStyle: 'italic' } : {}),
    ...(lines.length === 0 ? {} : { textDecoration: lines.join(' ') }),
  }
}
