import type { RunForm } from './form.ts'
import type { FieldErrors } from './to-spec.ts'

/** What every part of the form gets: the form, its mistakes, and the way to change it. */
export type Editing = {
  readonly form: RunForm
  readonly errors: FieldErrors
  readonly change: (change: Partial<RunForm>) => void
}

type Lists = 'ports' | 'mounts' | 'environment' | 'labels'

/** One row replaced, or taken out when nothing is given. */
export const withRow = <Row>(rows: readonly Row[], index: number, row?: Row): readonly Row[] =>
  row === undefined ? rows.toSpliced(index, 1) : rows.with(index, row)

/** The first mistake of a row, wherever in it. */
export const rowError = (errors: FieldErrors, list: Lists, row: number, part: string) =>
  errors[`${list}.${row}.${part}`]

/** Whether some mistake stands in a field that passes the test. */
export const hasErrorIn = (errors: FieldErrors, isIn: (field: string) => boolean): boolean =>
  Object.keys(errors).some(isIn)
