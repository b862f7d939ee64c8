import type { Handlers } from '../rpc/handlers.ts'
import type { Connections } from './connections.ts'

export const machineHandlers = (connections: Connections): Handlers['machine'] => ({
  follow: ({ connection }, { signal }) => connections.machine(connection).follow(signal),
  usage: ({ connection }, { signal }) => connections.machine(connection).usage(signal),
  start: async ({ connection }) => {
    await connections.machine(connection).start()
    return {}
  },
  stop: async ({ connection }) => {
    await connections.machine(connection).stop()
    return {}
  },
  restart: async ({ connection }) => {
    await connections.machine(connection).restart()
    return {}
  },
  log: async ({ connection, program, lines }) => ({
    lines: [...(await connections.machine(connection).log(program, lines))],
  }),
})
