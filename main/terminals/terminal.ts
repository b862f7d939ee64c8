import { AppError, type ErrorData } from '../../preload/contract/errors.ts'
import type { Terminal, TerminalInput } from '../../preload/contract/terminals.ts'
import type { Shell } from '../engine/engine.ts'
import { createReaders } from './readers.ts'
import { createReplay } from './replay.ts'

/** One shell, whoever looks at it. */
export type OpenTerminal = {
  attach(received: AsyncIterable<TerminalInput>, signal: AbortSignal): AsyncIterable<string>
  hasEnded(): boolean
  close(): Promise<void>
}

type End = Pick<Terminal, 'exitCode' | 'error'>
type TerminalSize = { readonly columns: number; readonly rows: number }

/** `ended` is called once, after the last output. */
export function openTerminal(
  shell: Shell,
  first: TerminalSize,
  ended: (end: End) => void,
): OpenTerminal {
  const replay = createReplay()
  const readers = createReaders()
  const resize = latestSize(shell, first)
  let hasEnded = false

  const pump = async () => {
    try {
      for await (const text of shell.output) {
        replay.push(text)
        readers.push(text)
        await readers.room()
      }
      return { exitCode: await shell.exited }
    } catch (error) {
      return { error: dataOf(error) }
    }
  }
  shell.exited.catch(() => undefined) // The pump asks it, after the output.
  // Never rejects: a failure is how the terminal ended.
  void pump().then((end) => {
    hasEnded = true
    ended(end)
    readers.end()
  })

  const take = async (received: AsyncIterable<TerminalInput>) => {
    for await (const input of received) {
      if (hasEnded) return
      if (input.type === 'text') await shell.write(input.text)
      else resize(input)
    }
  }

  return {
    hasEnded: () => hasEnded,
    async *attach(received, signal) {
      const failed = new AbortController()
      // Said to who typed; the terminal goes on for the others.
      void take(received).catch((error: unknown) => failed.abort(error))
      yield* readers.read(replay.text(), AbortSignal.any([signal, failed.signal]))
      if (!failed.signal.aborted || hasEnded || signal.aborted) return
      throw failed.signal.reason
    },
    async close() {
      readers.end()
      await shell.close()
    },
  }
}

/** The last size wins, whoever sends it and however long the engine takes. */
function latestSize(shell: Shell, first: TerminalSize): (size: TerminalSize) => void {
  let wanted = first
  let isBusy = false
  const apply = async () => {
    for (let done: TerminalSize | undefined; done !== wanted;) {
      done = wanted
      await shell.resize(done.columns, done.rows)
    }
  }
  return ({ columns, rows }) => {
    if (columns === wanted.columns && rows === wanted.rows) return
    wanted = { columns, rows }
    if (isBusy) return
    isBusy = true
    // A size that could not be set is no reason to lose the terminal: its end is told by `exited`.
    void apply()
      .catch(() => undefined)
      .finally(() => (isBusy = false))
  }
}

function dataOf(error: unknown): ErrorData {
  if (error instanceof AppError) return error.data
  return { code: 'internal', message: 'The terminal was lost.', detail: String(error) }
}
