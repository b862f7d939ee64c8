import { z } from 'zod'

const Id = z.number().int().nonnegative()
const Path = z.string().max(200)

/** What a client may say; whatever else arrives is no frame. */
export const ClientFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: Id, path: Path, input: z.unknown() }),
  z.object({ type: z.literal('open'), id: Id, path: Path, input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: Id }),
  z.object({ type: z.literal('credit'), id: Id, weight: z.number().nonnegative() }),
  z.object({ type: z.literal('send'), id: Id, item: z.unknown() }),
  z.object({ type: z.literal('finish'), id: Id }),
])
