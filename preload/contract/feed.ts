import { z } from 'zod'
import { ErrorData } from './errors.ts'
import { Time } from './scope.ts'

/**
 * How every list travels. The first item is a `snapshot` or `unreachable`; `unreachable` keeps the
 * last known rows valid as history; the next `snapshot` replaces them all.
 */
export const Feed = <Row extends z.ZodType, Id extends z.ZodType>(row: Row, id: Id) =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('snapshot'), rows: z.array(row) }),
    z.object({ type: z.literal('change'), upsert: z.array(row), remove: z.array(id) }),
    z.object({ type: z.literal('unreachable'), since: Time, error: ErrorData }),
  ])
