/** The last part of what a terminal printed, for who looks at it later. */
export type Replay = {
  push(text: string): void
  /** What brings a fresh terminal to about the same picture. */
  text(): string
}

/** In characters. */
const keptLength = 256 * 1024
/** The beginning is cut off only now and then, because finding a good place costs. */
const slackLength = 64 * 1024

export function createReplay(): Replay {
  let pieces: string[] = []
  let length = 0
  /** Private modes (DECSET) that were set in what was cut off: alternate screen, mouse, paste. */
  const modes = new Map<string, boolean>()

  const cut = () => {
    const all = pieces.join('')
    const place = safePlace(all, all.length - keptLength)
    for (const [, numbers = '', letter] of all.slice(0, place).matchAll(privateMode)) {
      for (const number of numbers.split(';')) modes.set(number, letter === 'h')
    }
    pieces = [all.slice(place)]
    length = all.length - place
  }
  return {
    push(text) {
      pieces.push(text)
      length += text.length
      if (length > keptLength + slackLength) cut()
    },
    text() {
      const set = [...modes].filter(([, isSet]) => isSet).map(([number]) => `\u001b[?${number}h`)
      return [...set, ...pieces].join('')
    },
  }
}

const privateMode = /\u001b\[\?([0-9;]+)([hl])/g

/**
 * A place at `from` or a little later where no escape sequence and no character is torn: after the
 * end of a line, else before the beginning of a sequence.
 */
function safePlace(text: string, from: number): number {
  const limit = from + slackLength
  const line = text.indexOf('\n', from - 1)
  if (line !== -1 && line < limit) return line + 1
  const escape = text.indexOf('\u001b', from)
  if (escape !== -1 && escape < limit) return escape
  return (text.charCodeAt(from) & 0xfc00) === 0xdc00 ? from + 1 : from
}
