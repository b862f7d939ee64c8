/** A terminal's line discipline: echo, backspace, Ctrl-C, Ctrl-D; lines to whoever reads. */
export type Keyboard = {
  type(text: string): void
  /** Undefined at the end of the input. */
  readLine(): Promise<string | undefined>
}

type Options = {
  readonly echo: (text: string) => void
  readonly interrupt: () => void
  readonly signal: AbortSignal
}

const escapes = /\u001b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z]|.)?/g

export function createKeyboard({ echo, interrupt, signal }: Options): Keyboard {
  const lines: (string | undefined)[] = []
  let line = ''
  let reader: ((line: string | undefined) => void) | undefined

  const offer = (entered: string | undefined) => {
    const waiting = reader
    reader = undefined
    if (waiting === undefined) lines.push(entered)
    else waiting(entered)
  }
  const press = (key: string) => {
    if (key === '\r' || key === '\n') {
      echo('\r\n')
      offer(line)
      line = ''
    } else if (key === '\u0003') {
      echo('^C\r\n')
      line = ''
      // A program that reads gets an empty line, a program that sleeps is woken.
      if (reader === undefined) interrupt()
      else offer('')
    } else if (key === '\u0004') {
      if (line === '') offer(undefined)
    } else if (key === '\u007f' || key === '\b') {
      if (line !== '') echo('\b \b')
      line = line.slice(0, -1)
    } else if (key >= ' ') {
      echo(key)
      line += key
    }
  }
  signal.addEventListener('abort', () => reader?.(undefined), { once: true })
  return {
    type: (text) => {
      for (const key of text.replaceAll(escapes, '')) press(key)
    },
    readLine: () => {
      if (lines.length > 0) return Promise.resolve(lines.shift())
      if (signal.aborted) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        reader = resolve
      })
    },
  }
}
