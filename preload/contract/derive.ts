import type { z } from 'zod'
import type { Call, Stream } from './define.ts'

/** What a caller may say about one call. Aborting a call cancels it in the backend. */
export type CallOptions = { readonly signal?: Aborts }

/** The part of AbortSignal that this folder needs, so that it depends on no environment. */
export type Aborts = {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** An open stream, read with `for await`; leaving the loop ends the producer. */
export type Opened<Down, Up> = AsyncIterable<Down> & {
  /** Resolves when the other side has room again; rejects when the stream is over. */
  send(item: Up): Promise<void>
  /** No more will be sent; items keep coming. */
  finish(): void
  close(): void
}

/** The contract as its callers see it. */
export type Client<C> = {
  readonly [Domain in keyof C]: {
    readonly [Name in keyof C[Domain]]: C[Domain][Name] extends Call<infer I, infer O>
      ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
      : C[Domain][Name] extends Stream<infer I, infer D, infer U>
        ? (input: z.input<I>, options?: CallOptions) => Opened<z.output<D>, z.input<U>>
        : never
  }
}

/** What a handler is told besides its input. */
export type Context<Signal> = { readonly signal: Signal }

/** The contract as the backend implements it. `Signal` is AbortSignal, named by who has one. */
export type HandlersFor<C, Signal> = {
  readonly [Domain in keyof C]: {
    readonly [Name in keyof C[Domain]]: C[Domain][Name] extends Call<infer I, infer O>
      ? (input: z.output<I>, context: Context<Signal>) => Promise<z.input<O>>
      : C[Domain][Name] extends Stream<infer I, infer D, infer U>
        ? (
            input: z.output<I>,
            context: Context<Signal> & { readonly received: AsyncIterable<z.output<U>> },
          ) => AsyncIterable<z.input<D>>
        : never
  }
}
