import { randomUUID } from 'node:crypto'
import { AppError } from '../../preload/contract/errors.ts'
import type { ConnectionId } from '../../preload/contract/scope.ts'
import {
  TerminalId,
  type Terminal,
  type TerminalInput,
  type TerminalRequest,
} from '../../preload/contract/terminals.ts'
import { createFeed, type FeedItem } from '../base/feed.ts'
import type { Engine } from '../engine/engine.ts'
import { openTerminal, type OpenTerminal } from './terminal.ts'

/** Shells in containers that outlive the pages that opened them. */
export type Terminals = {
  follow(signal: AbortSignal): AsyncIterable<FeedItem<Terminal, TerminalId>>
  open(request: TerminalRequest): Promise<Terminal>
  /** First what it printed lately, then what it prints; ends after its exit. Several may at once. */
  attach(
    id: TerminalId,
    received: AsyncIterable<TerminalInput>,
    signal: AbortSignal,
  ): AsyncIterable<string>
  close(id: TerminalId): Promise<void>
  dispose(): Promise<void>
}

/** Listed ones, also those that ended: each holds a replay buffer. */
const mostTerminals = 100

export function createTerminals(options: {
  readonly engineOf: (connection: ConnectionId) => Engine
}): Terminals {
  const feed = createFeed<Terminal, TerminalId>(({ id }) => id)
  const opened = new Map<TerminalId, OpenTerminal>()
  let opening = 0

  const find = (id: TerminalId): OpenTerminal => {
    const terminal = opened.get(id)
    if (terminal === undefined) throw new AppError(notThere)
    return terminal
  }
  const forget = (id: TerminalId) => {
    opened.delete(id)
    feed.remove(id)
  }
  const makeRoom = () => {
    if (opened.size + opening < mostTerminals) return
    const ended = [...opened].find(([, terminal]) => terminal.hasEnded())
    if (ended === undefined) throw new AppError(tooMany)
    forget(ended[0])
  }

  return {
    follow: (signal) => feed.follow(signal),
    async open(request) {
      makeRoom()
      opening++
      try {
        const { connection, namespace, id: container, ...rest } = request
        const engine = options.engineOf(connection)
        const shell = await engine.containers.shell(namespace, container, rest)
        const row: Terminal = {
          id: TerminalId.parse(randomUUID()),
          scope: { connection, namespace },
          container,
          command: [...shell.command],
          ...(request.user === undefined ? {} : { user: request.user }),
          startedAt: Date.now(),
        }
        const size = { columns: request.columns, rows: request.rows }
        const terminal = openTerminal(shell, size, (end) => {
          // One that was closed is not listed any more.
          if (opened.has(row.id)) feed.upsert({ ...row, ...end })
        })
        opened.set(row.id, terminal)
        feed.upsert(row)
        return row
      } finally {
        opening--
      }
    },
    async *attach(id, received, signal) {
      yield* find(id).attach(received, signal)
    },
    async close(id) {
      const terminal = find(id)
      try {
        await terminal.close()
      } finally {
        forget(id)
      }
    },
    async dispose() {
      await Promise.allSettled([...opened.values()].map((terminal) => terminal.close()))
      for (const id of [...opened.keys()]) forget(id)
    },
  }
}

const notThere = {
  code: 'not-found',
  reason: 'terminal-not-found',
  message: 'This terminal is not there any more.',
  hint: 'Open a new one.',
} as const

const tooMany = {
  code: 'exhausted',
  reason: 'too-many-terminals',
  message: `There are already ${mostTerminals} open terminals.`,
  hint: 'Close some of them first.',
} as const
