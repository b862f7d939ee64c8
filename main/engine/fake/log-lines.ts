import { pick, randomFrom } from './random.ts'

export type Line = { readonly stream: 'o' | 'e'; readonly text: string }

type Random = () => number

const paths = ['/', '/cart', '/cart/items', '/orders', '/orders/81442', '/healthz'] as const
const whole = (random: Random, from: number, to: number) =>
  Math.floor(from + random() * (to - from))

const out = (text: string): Line => ({ stream: 'o', text })
const err = (text: string): Line => ({ stream: 'e', text })

/** What programs of this kind print: one line for each call, colours, JSON and errors among them. */
const voices: Readonly<Record<string, (random: Random) => Line>> = {
  api: (random) => {
    const ms = whole(random, 3, 48)
    const dice = random()
    if (dice < 0.06)
      return err(`\u001b[31merror\u001b[0m payment: upstream timeout after 3000 ms (attempt 1)`)
    if (dice < 0.12)
      return err(`\u001b[33mwarn\u001b[0m  pool: ${whole(random, 7, 10)} of 10 connections in use`)
    if (dice < 0.35)
      return out(
        JSON.stringify({
          level: 'info',
          msg: 'order placed',
          order: whole(random, 80_000, 90_000),
          total: whole(random, 5, 300),
          ms,
        }),
      )
    const status = pick(random, [200, 200, 200, 201, 304, 404])
    const colour = status >= 400 ? 31 : 32
    return out(
      `\u001b[36mGET\u001b[0m ${pick(random, paths)} \u001b[${colour}m${status}\u001b[0m ${ms} ms`,
    )
  },
  web: (random) =>
    random() < 0.2
      ? out('\u001b[32m[vite]\u001b[0m hot updated: /src/pages/Cart.tsx')
      : out(
          `172.18.0.1 - - "GET ${pick(random, paths)} HTTP/1.1" 200 ${whole(random, 200, 9000)} "-" "Mozilla/5.0"`,
        ),
  db: (random) =>
    random() < 0.15
      ? err('ERROR:  duplicate key value violates unique constraint "orders_pkey"')
      : err(
          `LOG:  checkpoint complete: wrote ${whole(random, 5, 90)} buffers (0.${whole(random, 1, 9)}%)`,
        ),
  cache: (random) =>
    out(`1:M * ${whole(random, 10, 400)} changes in 300 seconds. Saving... DB saved on disk`),
  worker: (random) =>
    random() < 0.1
      ? err('Traceback (most recent call last): ConnectionRefusedError: [Errno 111]')
      : out(
          `job ${whole(random, 1000, 9999)} done in \u001b[1m${whole(random, 20, 900)} ms\u001b[0m`,
        ),
}

/** A program's lines, the same ones for the same name. */
export function linesOf(voice: string, name: string): () => Line {
  const random = randomFrom(`log ${name}`)
  const speak = voices[voice] ?? voices['worker']
  return () => speak?.(random) ?? out('')
}
