import { release } from 'node:os'
import type { Handlers } from '../rpc/handlers.ts'
import type { Connections } from './connections.ts'

type Options = {
  readonly version: string
  readonly home: string
  readonly notices: readonly string[]
  readonly connections: Connections
}

export const systemHandlers = ({
  version,
  home,
  notices,
  connections,
}: Options): Handlers['system'] => ({
  info: () =>
    Promise.resolve({
      version,
      node: process.versions.node,
      platform: `${process.platform} ${release()} ${process.arch}`,
      home,
      connections: [...connections.list()],
      ...(notices.length === 0 ? {} : { notices: [...notices] }),
    }),
})
