import type { Handlers } from '../rpc/handlers.ts'
import type { Terminals } from '../terminals/terminals.ts'

export const terminalsHandlers = (terminals: Terminals): Handlers['terminals'] => ({
  follow: (_input, { signal }) => terminals.follow(signal),
  open: (request) => terminals.open(request),
  attach: ({ terminal }, { received, signal }) => terminals.attach(terminal, received, signal),
  close: async ({ terminal }) => {
    await terminals.close(terminal)
    return {}
  },
})
