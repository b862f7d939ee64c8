import { useCallback, useMemo } from 'react'
import type { z } from 'zod'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What the page remembers about its own looks: JSON text by name. Loaded once, when the app starts. */
type Preferences = {
  readonly values: Readonly<Record<string, string>>
  /** Writes it where it outlives the page; set by who has a client. */
  readonly save: (name: string, value: string) => void
}

export const preferences = createStore<Preferences>(() => ({ values: {}, save: () => undefined }))

/** What was changed before the stored ones arrived stays. */
export const loadPreferences = (stored: Readonly<Record<string, string>>) =>
  preferences.setState(({ values }) => ({ values: { ...stored, ...values } }))

function parse<Schema extends z.ZodType>(schema: Schema, text: string | undefined) {
  if (text === undefined) return undefined
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    // Only our own page writes here: text that is no JSON is of another version, and as good as absent.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The value outside of React, for what is read once. */
export const readPreference = <Schema extends z.ZodType>(name: string, schema: Schema) =>
  parse(schema, preferences.getState().values[name])

export function rememberPreference(name: string, value: unknown): void {
  const text = JSON.stringify(value)
  const { values, save } = preferences.getState()
  if (values[name] === text) return
  preferences.setState({ values: { ...values, [name]: text } })
  save(name, text)
}

/** A value that outlives the page; what is stored but no longer fits the schema is ignored. */
export function usePreference<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  initial: z.output<Schema>,
): readonly [z.output<Schema>, (value: z.output<Schema>) => void] {
  const text = useStore(preferences, ({ values }) => values[name])
  const value = useMemo(() => parse(schema, text) ?? initial, [schema, text, initial])
  const set = useCallback((next: z.output<Schema>) => rememberPreference(name, next), [name])
  return [value, set]
}
