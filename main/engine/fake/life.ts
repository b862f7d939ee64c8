import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import type { Held, Life } from './held.ts'
import { linesOf } from './log-lines.ts'
import { randomFrom } from './random.ts'
import { createToyProcess, deliver } from './toy/process.ts'
import { runProgram } from './toy/run.ts'

/** Starts the first process of a container. */
export function startLife(held: Held, clock: Clock): Life {
  return held.plan.type === 'service'
    ? startService(held, held.plan, clock)
    : startToy(held, held.plan.argv, clock)
}

const ends: Readonly<Record<string, number>> = { TERM: 0, INT: 0, QUIT: 0, KILL: 137 }

/** A server: it talks now and then, and ends cleanly when it is asked to. */
function startService(
  held: Held,
  { voice, everyMs }: Held['plan'] & { readonly type: 'service' },
  clock: Clock,
): Life {
  const ending = new AbortController()
  const nextLine = linesOf(voice, held.name)
  const random = randomFrom(`pace ${held.name}`)
  let timer: NodeJS.Timeout
  const speak = () => {
    if (held.status.state === 'running') {
      const { stream, text } = nextLine()
      held.log.write(stream, `${text}\n`)
    }
    timer = setTimeout(speak, everyMs * (0.3 + 1.4 * random()))
    timer.unref()
  }
  timer = setTimeout(speak, everyMs * random())
  timer.unref()
  const ended = new Promise<number>((resolve) => {
    ending.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve(Number(ending.signal.reason))
    })
  })
  return {
    ended,
    send: (name) => {
      const code = ends[name]
      if (code === undefined) return
      if (name === 'KILL') ending.abort(code)
      else
        void clock.wait(80, ending.signal).then(
          () => ending.abort(code),
          () => undefined,
        )
    },
  }
}

/** A script: what it prints is the log, and its end is the container's. */
function startToy(held: Held, argv: readonly string[], clock: Clock): Life {
  const killed = new AbortController()
  const toy = createToyProcess(
    {
      clock,
      hostname: held.base.hostname ?? '',
      user: held.base.user ?? 'root',
      workingDirectory: held.base.workingDirectory ?? '/',
      environment: Object.fromEntries(
        held.environment.map((pair) => [pair.replace(/=.*/s, ''), pair.replace(/^[^=]*=/, '')]),
      ),
      hasTerminal: held.base.hasTerminal,
      write: async (stream, text) => {
        held.log.write(held.base.hasTerminal ? 'o' : stream, text)
        // A paused process stands still, wherever it is.
        while (held.status.state === 'paused' && !killed.signal.aborted) await wait(20)
      },
      // With a terminal nobody types; without one there is nothing to read.
      readLine: () => (held.base.hasTerminal ? aborted(killed.signal) : Promise.resolve(undefined)),
      size: () => ({ columns: 80, rows: 24 }),
    },
    killed.signal,
  )
  const death = aborted(killed.signal).then(() => 137)
  return {
    ended: Promise.race([runProgram(toy, argv), death]),
    send: (name) => {
      if (name === 'KILL') killed.abort()
      else deliver(toy, name)
    },
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
