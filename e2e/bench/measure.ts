import type { Ground } from './ground.ts'

/** What a figure ought to be; `below` does not include its bound. */
export type Aim =
  { readonly atMost: number } | { readonly atLeast: number } | { readonly below: number }

/** Another way to do the same, and what it took in the same run. */
export type Beside = { readonly value: number; readonly what: string }

export type Figure = {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** How others do it. */
  readonly peer?: Beside
  /** What cannot be beaten here. */
  readonly limit?: Beside
  readonly aim?: Aim
  /** What one must know to read it. */
  readonly note?: string
}

export type Measure = {
  /** What `--only` takes. */
  readonly name: string
  readonly run: (ground: Ground) => Promise<readonly Figure[]>
}
