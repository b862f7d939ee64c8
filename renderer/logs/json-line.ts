export type JsonField = { readonly name: string; readonly value: string; readonly isText: boolean }

/** Cheap: whether it is worth offering to open the line. */
export function looksLikeJson(plain: string): boolean {
  const start = plain.indexOf('{')
  return (
    start >= 0 && start < 200 && plain.trimEnd().endsWith('}') && plain.indexOf('":', start) > 0
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fieldsOf(record: Readonly<Record<string, unknown>>, prefix: string): JsonField[] {
  return Object.entries(record).flatMap(([key, value]): JsonField[] => {
    const name = prefix + key
    if (isRecord(value) && prefix === '' && Object.keys(value).length > 0) {
      return fieldsOf(value, `${name}.`)
    }
    return typeof value === 'string'
      ? [{ name, value, isText: true }]
      : [{ name, value: JSON.stringify(value), isText: false }]
  })
}

/** The fields of a JSON object in a line, after any words before it; undefined where there is none. */
export function jsonFields(plain: string): readonly JsonField[] | undefined {
  if (!looksLikeJson(plain)) return undefined
  try {
    const value: unknown = JSON.parse(plain.slice(plain.indexOf('{')))
    return isRecord(value) ? fieldsOf(value, '') : undefined
  } catch (error) {
    // A line may look like JSON and be none.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
