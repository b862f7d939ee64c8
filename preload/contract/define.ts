import type { z } from 'zod'

/** One request, one reply. */
export type Call<Input extends z.ZodType, Output extends z.ZodType> = {
  readonly kind: 'call'
  readonly input: Input
  readonly output: Output
}

/** How a stream flows; without it, the default window of the transport applies. */
export type StreamOptions = {
  /**
   * `text`: strings are joined while they wait, window in characters.
   * `latest`: only the newest item is kept while the reader is behind (stats, progress).
   */
  readonly flow?: 'text' | 'latest'
}

/** Many items down, optionally messages up, with credit in both directions. */
export type Stream<
  Input extends z.ZodType,
  Down extends z.ZodType,
  Up extends z.ZodType = z.ZodNever,
> = {
  readonly kind: 'stream'
  readonly input: Input
  readonly down: Down
  readonly up?: Up
  readonly options: StreamOptions
}

export type Procedure = Call<z.ZodType, z.ZodType> | Stream<z.ZodType, z.ZodType, z.ZodType>

/** What a contract looks like: domains of procedures. */
export type ContractShape = Readonly<Record<string, Readonly<Record<string, Procedure>>>>

export const call = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Call<Input, Output> => ({ kind: 'call', input, output })

export const stream = <Input extends z.ZodType, Down extends z.ZodType>(
  input: Input,
  down: Down,
  options: StreamOptions = {},
): Stream<Input, Down> => ({ kind: 'stream', input, down, options })

export const duplex = <Input extends z.ZodType, Down extends z.ZodType, Up extends z.ZodType>(
  input: Input,
  down: Down,
  up: Up,
  options: StreamOptions = {},
): Stream<Input, Down, Up> => ({ kind: 'stream', input, down, up, options })
