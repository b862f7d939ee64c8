import type { z } from 'zod'
import type { Call, ContractShape, Stream } from '../../preload/contract/define.ts'
import type { HandlersFor } from '../../preload/contract/derive.ts'

export type CallRoute = {
  readonly path: string
  readonly procedure: Call<z.ZodType, z.ZodType>
  readonly handle: (input: unknown, context: { readonly signal: AbortSignal }) => Promise<unknown>
}
export type StreamRoute = {
  readonly path: string
  readonly procedure: Stream<z.ZodType, z.ZodType, z.ZodType>
  readonly handle: (
    input: unknown,
    context: { readonly signal: AbortSignal; readonly received: AsyncIterable<unknown> },
  ) => AsyncIterable<unknown>
}
type Routes = {
  readonly calls: ReadonlyMap<string, CallRoute>
  readonly streams: ReadonlyMap<string, StreamRoute>
}

/** Every procedure under its path, `containers.start`. A map, so that no forged path finds more. */
export function routesOf<C extends ContractShape>(
  contract: C,
  handlers: HandlersFor<C, AbortSignal>,
): Routes {
  const calls = new Map<string, CallRoute>()
  const streams = new Map<string, StreamRoute>()
  for (const [domain, procedures] of Object.entries(contract))
    for (const [name, procedure] of Object.entries(procedures)) {
      const path = `${domain}.${name}`
      // HandlersFor ties each handler to its procedure; walking by name loses that, and only that.
      const handle = handlers[domain]?.[name] as unknown
      if (procedure.kind === 'call')
        calls.set(path, { path, procedure, handle: handle as CallRoute['handle'] })
      else streams.set(path, { path, procedure, handle: handle as StreamRoute['handle'] })
    }
  return { calls, streams }
}
