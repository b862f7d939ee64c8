import { z } from 'zod'
import { call } from './define.ts'
import { ConnectionId, Nothing } from './scope.ts'

/** What an engine can do, as data: what it lacks is hidden, and `unsupported` if called. */
export const Capability = z.enum([
  'namespaces',
  'pause',
  'rename',
  'stats',
  'terminals',
  'load-images',
  'run',
])
export type Capability = z.infer<typeof Capability>

export const Connection = z.object({
  id: ConnectionId,
  name: z.string(),
  engine: z.enum(['containerd', 'docker']),
  capabilities: z.array(Capability),
  /** The fake engine: said on screen, so that nobody takes it for real. */
  isDemo: z.boolean(),
})
export type Connection = z.infer<typeof Connection>

export const AppInfo = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  home: z.string(),
  connections: z.array(Connection),
  /** What was wrong when the app opened and was mended, in sentences (a damaged settings file). */
  notices: z.array(z.string()).optional(),
})
export type AppInfo = z.infer<typeof AppInfo>

export const system = { info: call(Nothing, AppInfo) }
