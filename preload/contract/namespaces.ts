import { z } from 'zod'
import { call, stream } from './define.ts'
import { Feed } from './feed.ts'
import { ConnectionScope, Namespace, Nothing, Scope } from './scope.ts'

export const NamespaceInfo = z.object({
  name: Namespace,
  labels: z.record(z.string(), z.string()),
  /** Kept by a program for itself (BuildKit's history): not offered in lists. */
  isInternal: z.boolean(),
})
export type NamespaceInfo = z.infer<typeof NamespaceInfo>

export const namespaces = {
  follow: stream(ConnectionScope, Feed(NamespaceInfo, Namespace)),
  create: call(Scope, Nothing),
  /** Only an empty one goes. */
  remove: call(Scope, Nothing),
}
