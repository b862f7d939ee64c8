import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { Namespace } from '../../preload/contract/scope.ts'
import type { ConnectionId } from '../../preload/contract/scope.ts'
import { changeSearch, goTo } from '../lib/address.ts'
import { readPreference, rememberPreference } from '../lib/preferences.ts'

/** What the page looks at. The address names the namespace when it differs from the remembered one. */
export type Place = {
  readonly connection: ConnectionId | undefined
  readonly namespace: Namespace
}

const usual = Namespace.parse('default')

export const place = createStore<Place>(() => ({ connection: undefined, namespace: usual }))

const named = (search: string): Namespace | undefined => {
  const { data } = Namespace.safeParse(new URLSearchParams(search).get('ns'))
  return data
}

/** The preference counts where the address is silent. */
export function restoreNamespace(): void {
  const namespace =
    named(window.location.search) ?? readPreference('namespace', z.string().pipe(Namespace))
  if (namespace !== undefined) place.setState({ namespace })
}

/** Back and forward may lead to another namespace. */
export function followAddress(search: string): void {
  const namespace = named(search)
  if (namespace !== undefined) place.setState({ namespace })
}

/** Goes to the same page of another namespace: what was selected there is no longer meant. */
export function switchNamespace(namespace: Namespace): void {
  const { namespace: before } = place.getState()
  if (namespace === before) return
  changeSearch({ ns: before }, { replace: true })
  place.setState({ namespace })
  rememberPreference('namespace', namespace)
  const [, page = ''] = window.location.pathname.split('/')
  goTo(`/${page}`, { ns: namespace })
}
