import type { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import type { Opened } from '../../preload/contract/derive.ts'
import type { TerminalInput } from '../../preload/contract/terminals.ts'
import { toErrorData } from '../lib/errors.ts'
import type { ErrorData } from '../../preload/contract/errors.ts'
import { isMac } from '../lib/keys.ts'
import { copyText } from '../ui/CopyButton.tsx'
import { onThemeChange, terminalFont, terminalTheme } from './theme.ts'

export type Attach = (signal: AbortSignal) => Opened<string, TerminalInput>

export type ScreenState =
  | { readonly type: 'opening' | 'live' | 'ended' | 'reconnecting' }
  | { readonly type: 'failed'; readonly error: ErrorData }

export type ScreenOptions = {
  readonly attach: Attach
  readonly fontSize: number
  readonly label: string
  readonly say: (state: ScreenState) => void
  readonly onSearch: () => void
}

/** What a view can ask of a terminal on screen. */
export type Screen = {
  readonly search: SearchAddon
  focus(): void
  setFontSize(size: number): void
  close(): void
}

/** Links out of a container are followed to the web only. */
function openLink(_event: MouseEvent, address: string): void {
  if (/^https?:\/\//i.test(address)) window.open(address, '_blank', 'noopener,noreferrer')
}

const isPressed = (event: KeyboardEvent, key: string) =>
  event.key.toLowerCase() === key &&
  (isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && event.shiftKey)

/** Copy, paste and search, as terminals have them; everything else goes to the shell. */
function handleKeys(terminal: Terminal, onSearch: () => void): void {
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') return true
    if (isPressed(event, 'c') && terminal.hasSelection()) {
      event.preventDefault()
      // A refusing clipboard leaves the selection, which says it.
      void copyText(terminal.getSelection()).catch(() => undefined)
      return false
    }
    // The browser pastes by itself, which needs no permission.
    if (isPressed(event, 'v')) return false
    if (isPressed(event, 'f')) {
      event.preventDefault()
      onSearch()
      return false
    }
    return true
  })
}

type Parts = {
  readonly terminal: Terminal
  readonly fit: FitAddon
  readonly options: ScreenOptions
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })

const isOver = ({ aborted }: AbortSignal) => aborted

/** One attachment: what is typed goes up until the stream ends. */
async function attachOnce({ terminal, options }: Parts, signal: AbortSignal): Promise<void> {
  const stream = options.attach(signal)
  // The loop below ends with the stream, and says why: what cannot be sent then has no other reader.
  const send = (input: TerminalInput) => void stream.send(input).catch(() => undefined)
  send({ type: 'size', columns: terminal.cols, rows: terminal.rows })
  const listeners = [
    terminal.onData((text) => send({ type: 'text', text })),
    terminal.onBinary((text) => send({ type: 'text', text })),
    terminal.onResize(({ cols, rows }) => send({ type: 'size', columns: cols, rows })),
  ]
  try {
    for await (const text of stream) {
      options.say({ type: 'live' })
      // Waiting for the parser before the next piece is what holds a flood back.
      await new Promise<void>((resolve) => terminal.write(text, resolve))
    }
  } finally {
    for (const listener of listeners) listener.dispose()
  }
}

/** Attaches, and again when the backend was away: the replay draws the screen anew. */
async function follow(parts: Parts, signal: AbortSignal): Promise<void> {
  const { terminal, options } = parts
  while (!isOver(signal)) {
    try {
      await attachOnce(parts, signal)
      if (!isOver(signal)) options.say({ type: 'ended' })
      return
    } catch (thrown) {
      if (isOver(signal)) return
      const error = toErrorData(thrown)
      if (error.code !== 'unavailable') {
        options.say({ type: 'failed', error })
        return
      }
      options.say({ type: 'reconnecting' })
    }
    await pause(300, signal)
    if (!isOver(signal)) terminal.reset()
  }
}

function fitted({ fit, terminal }: Parts, place: HTMLElement): () => void {
  let frame = 0
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      if (place.clientHeight > 0 && terminal.element !== undefined) fit.fit()
    })
  })
  observer.observe(place)
  return () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
  }
}

/** Puts a terminal into an element of the page; ends with `close`, which leaves the shell running. */
export async function showTerminal(
  place: HTMLElement,
  options: ScreenOptions,
  signal: AbortSignal,
): Promise<Screen | undefined> {
  const [xterm] = await Promise.all([import('./xterm.ts'), document.fonts.ready])
  if (isOver(signal)) return undefined
  const terminal = new xterm.Terminal({
    fontFamily: terminalFont(),
    fontSize: options.fontSize,
    lineHeight: 1.2,
    theme: terminalTheme(),
    minimumContrastRatio: 4.5,
    cursorBlink: false,
    scrollback: 10_000,
    allowProposedApi: true,
    macOptionIsMeta: true,
  })
  const fit = new xterm.FitAddon()
  const search = new xterm.SearchAddon()
  const parts = { terminal, fit, options }
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.loadAddon(new xterm.WebLinksAddon(openLink))
  // A program in a container names no link whose text is another, and touches no clipboard.
  for (const code of [8, 52]) terminal.parser.registerOscHandler(code, () => true)
  handleKeys(terminal, options.onSearch)
  terminal.open(place)
  terminal.textarea?.setAttribute('aria-label', options.label)
  fit.fit()
  const endings = [
    fitted(parts, place),
    onThemeChange(() => {
      terminal.options.theme = terminalTheme()
    }),
  ]
  // Never rejects: what is thrown is said.
  void follow(parts, signal)
  return {
    search,
    focus: () => terminal.focus(),
    setFontSize: (size) => {
      terminal.options.fontSize = size
      fit.fit()
    },
    close: () => {
      for (const end of endings) end()
      terminal.dispose()
    },
  }
}
