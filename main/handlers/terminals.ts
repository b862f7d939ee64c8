import type {
  Terminal,
  TerminalId,
  TerminalInput,
  TerminalRequest,
} from '../../preload/contract/terminals.ts'
import type { FeedItem } from '../base/feed.ts'
import type { Handlers } from '../rpc/handlers.ts'

/** The terminals as they are asked for here. */
export type Terminals = {
  follow(signal: AbortSignal): AsyncIterable<FeedItem<Terminal, TerminalId>>
  open(request: TerminalRequest): Promise<Terminal>
  attach(
    id: TerminalId,
    received: AsyncIterable<TerminalInput>,
    signal: AbortSignal,
  ): AsyncIterable<string>
  close(id: TerminalId): Promise<void>
  dispose(): Promise<void>
}

export const terminalsHandlers = (terminals: Terminals): Handlers['terminals'] => ({
  follow: (_input, { signal }) => terminals.follow(signal),
  open: (request) => terminals.open(request),
  attach: ({ terminal }, { received, signal }) => terminals.attach(terminal, received, signal),
  close: async ({ terminal }) => {
    await terminals.close(terminal)
    return {}
  },
})
