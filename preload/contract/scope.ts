import { z } from 'zod'

/** Names one engine reached through one machine or socket. `local` is this computer's own. */
export const ConnectionId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'A connection is named with lower-case letters, digits and dashes.',
  )
  .brand<'ConnectionId'>()
export type ConnectionId = z.infer<typeof ConnectionId>

/** A containerd namespace; the pattern is containerd's own (pkg/identifiers). */
export const Namespace = z
  .string()
  .min(1, 'A namespace needs a name.')
  .max(76, 'A namespace has at most 76 characters.')
  .regex(
    /^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/,
    'A namespace has letters and digits, joined by single dots, dashes or underscores.',
  )
  .brand<'Namespace'>()
export type Namespace = z.infer<typeof Namespace>

/** Where a call happens: there is no hidden current engine in the backend. */
export const Scope = z.object({ connection: ConnectionId, namespace: Namespace })
export type Scope = z.infer<typeof Scope>

export const ConnectionScope = z.object({ connection: ConnectionId })
export type ConnectionScope = z.infer<typeof ConnectionScope>

/** Nothing to say. */
export const Nothing = z.object({})
export type Nothing = z.infer<typeof Nothing>

/** Times are epoch milliseconds. */
export const Time = z.number()
/** Sizes are bytes. */
export const Size = z.number().nonnegative()
