import { createContext, use, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { Client } from '../../preload/contract/derive.ts'
import type { Contract } from '../../preload/contract/index.ts'
import type { Actions } from './actions.ts'
import type { Feeds, Status } from './feeds.ts'

export type Backend = {
  readonly client: Client<Contract>
  readonly status: Status
  readonly feeds: Feeds
  readonly actions: Actions
}

const BackendContext = createContext<Backend | undefined>(undefined)

export const BackendProvider = ({
  backend,
  children,
}: {
  backend: Backend
  children: ReactNode
}) => <BackendContext value={backend}>{children}</BackendContext>

export function useBackend(): Backend {
  const backend = use(BackendContext)
  if (backend === undefined) throw new Error('There is no BackendProvider around this.')
  return backend
}

/** For what is asked once, or streamed to one view: logs, stats, terminals, inspect. */
export const useClient = (): Client<Contract> => useBackend().client
export const useActions = (): Actions => useBackend().actions

export function useStatus(): ReturnType<Status['get']> {
  const { status } = useBackend()
  return useSyncExternalStore(
    (changed) => status.subscribe(changed),
    () => status.get(),
  )
}
