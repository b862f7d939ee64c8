import type { Shell, ShellRequest } from '../engine.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { Clock } from './clock.ts'
import type { Held } from './held.ts'
import { notRunning, programMissing } from './rules.ts'
import { createKeyboard } from './keyboard.ts'
import { programs } from './toy/programs.ts'
import { createToyProcess } from './toy/process.ts'
import { runProgram } from './toy/run.ts'

/** How much is kept for a reader that does not read; then the program stands still. */
const maximumUnread = 65_536

/** A toy shell in a container, with a terminal around it. */
export function openShell(held: Held, request: ShellRequest, clock: Clock): Shell {
  const { base } = held
  if (held.status.state !== 'running') throw notRunning(held)
  const command = request.command ?? [base.image.includes('postgres') ? 'bash' : 'sh']
  const [program = ''] = command
  if (!(program.replace(/^.*\//, '') in programs)) throw programMissing(program)
  const killed = new AbortController()
  const output = createOutput(killed.signal)
  const size = { columns: request.columns, rows: request.rows }
  const keyboard = createKeyboard({
    echo: (text) => output.push(text),
    interrupt: () => {
      const { interrupted } = toy
      toy.interrupted = new AbortController()
      interrupted.abort()
    },
    signal: killed.signal,
  })
  const toy = createToyProcess(
    {
      clock,
      hostname: base.hostname ?? '',
      user: request.user ?? base.user ?? 'root',
      workingDirectory: request.workingDirectory ?? base.workingDirectory ?? '/',
      environment: { TERM: 'xterm', HOME: '/root', PATH: '/usr/local/bin:/usr/bin:/bin' },
      hasTerminal: true,
      write: (_stream, text) => {
        output.push(text.replaceAll('\n', '\r\n'))
        return output.hasRoom()
      },
      readLine: () => keyboard.readLine(),
      size: () => ({ ...size }),
    },
    killed.signal,
  )
  const close = () => killed.abort()
  held.shells.add(close)
  const death = new Promise<number>((resolve) => {
    killed.signal.addEventListener('abort', () => resolve(137), { once: true })
  })
  const exited = Promise.race([runProgram(toy, command), death]).finally(() => {
    held.shells.delete(close)
    output.end()
  })
  const isOver = () => killed.signal.aborted
  return {
    command,
    output: output.reader(),
    write: (text) => {
      if (isOver()) return Promise.reject(gone())
      keyboard.type(text)
      return Promise.resolve()
    },
    resize: (columns, rows) => {
      Object.assign(size, { columns, rows })
      return Promise.resolve()
    },
    exited,
    close: async () => {
      close()
      await exited
    },
  }
}

const gone = () =>
  new AppError({ code: 'conflict', message: 'The shell has ended.', hint: 'Open a new one.' })

function createOutput(killed: AbortSignal) {
  let pieces: string[] = []
  let length = 0
  let isEnded = false
  let wakeReader: (() => void) | undefined
  let wakeWriter: (() => void) | undefined
  killed.addEventListener('abort', () => wakeWriter?.(), { once: true })
  return {
    push: (text: string) => {
      pieces.push(text)
      length += text.length
      wakeReader?.()
    },
    hasRoom: async () => {
      if (length < maximumUnread || killed.aborted) return
      await new Promise<void>((resolve) => {
        wakeWriter = resolve
      })
    },
    end: () => {
      isEnded = true
      wakeReader?.()
    },
    reader: async function* () {
      for (;;) {
        if (length > 0) {
          const text = pieces.join('')
          pieces = []
          length = 0
          wakeWriter?.()
          yield text
        } else if (isEnded) return
        else
          await new Promise<void>((resolve) => {
            wakeReader = resolve
          })
      }
    },
  }
}
