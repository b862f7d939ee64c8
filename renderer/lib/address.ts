import { useCallback } from 'react'
import { useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'

export type SearchChanges = Readonly<Record<string, string | undefined>>

/** Search parameters with some changed; empty and undefined ones are left out. */
export function searchWith(search: string, changes: SearchChanges): string {
  const parameters = new URLSearchParams(search)
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === '') parameters.delete(key)
    else parameters.set(key, value)
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

type How = { readonly replace?: boolean | undefined }

/** Changes what this place shows. `replace`: not worth a step back (typing, dragging). */
export function changeSearch(changes: SearchChanges, { replace = false }: How = {}): void {
  const { pathname, search } = window.location
  const next = searchWith(search, changes)
  if (next !== search) navigate(pathname + next, { replace })
}

/** The address of another place; the namespace stays, where the address names one. */
export function addressOf(path: string, changes: SearchChanges = {}): string {
  const namespace = new URLSearchParams(window.location.search).get('ns') ?? undefined
  return path + searchWith('', { ns: namespace, ...changes })
}

export const goTo = (path: string, changes: SearchChanges = {}, { replace = false }: How = {}) =>
  navigate(addressOf(path, changes), { replace })

/** One search parameter of the present address as state; absent is the empty string. */
export function useSearchState(
  key: string,
): readonly [string, (value: string | undefined, how?: How) => void] {
  const value = new URLSearchParams(useSearch()).get(key) ?? ''
  const set = useCallback(
    (next: string | undefined, how?: How) => changeSearch({ [key]: next }, how),
    [key],
  )
  return [value, set]
}
