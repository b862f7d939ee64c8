import { z } from 'zod'
import { call, duplex, stream } from './define.ts'
import { ContainerId, ContainerRef } from './containers.ts'
import { ErrorData } from './errors.ts'
import { Feed } from './feed.ts'
import { Nothing, Scope, Time } from './scope.ts'

export const TerminalId = z.string().max(64).brand<'TerminalId'>()
export type TerminalId = z.infer<typeof TerminalId>
export const TerminalRef = z.object({ terminal: TerminalId })

const Columns = z.number().int().min(1).max(1000)
const Rows = z.number().int().min(1).max(1000)
const plain = z
  .string()
  .max(4096)
  .regex(/^[^\u0000]*$/)

export const TerminalRequest = ContainerRef.extend({
  /** Absent: the best shell that the container has, bash before sh. */
  command: z.array(plain).min(1).max(100).optional(),
  user: z
    .string()
    .max(128)
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
      'A user is name, uid, or either with :group.',
    )
    .optional(),
  workingDirectory: plain.startsWith('/', 'A directory is an absolute path.').optional(),
  columns: Columns,
  rows: Rows,
})
export type TerminalRequest = z.infer<typeof TerminalRequest>

/** A shell that runs in a container and outlives the page that opened it. */
export const Terminal = z.object({
  id: TerminalId,
  scope: Scope,
  container: ContainerId,
  command: z.array(z.string()),
  user: z.string().optional(),
  startedAt: Time,
  /** Present when the process has ended. */
  exitCode: z.number().optional(),
  /** Present when it was lost without an exit code: the container or the engine went away. */
  error: ErrorData.optional(),
})
export type Terminal = z.infer<typeof Terminal>

export const TerminalInput = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().max(1_048_576) }),
  z.object({ type: z.literal('size'), columns: Columns, rows: Rows }),
])
export type TerminalInput = z.infer<typeof TerminalInput>

export const terminals = {
  /** All that are open, or ended and not yet closed. */
  follow: stream(Nothing, Feed(Terminal, TerminalId)),
  open: call(TerminalRequest, Terminal),
  /** First what the replay buffer holds (the last 256 KiB), then what comes; ends after the exit. */
  attach: duplex(TerminalRef, z.string(), TerminalInput, { flow: 'text' }),
  /** Ends the process (hang-up, then kill) and forgets it. */
  close: call(TerminalRef, Nothing),
}
