import { createContext, use } from 'react'
import type { Container, ContainerId } from '../../../preload/contract/containers.ts'
import type { Scope } from '../../../preload/contract/scope.ts'
import type { Capability } from '../../../preload/contract/system.ts'
import type { Actions } from '../../store/actions.ts'
import type { TabId } from './details/tabs.ts'
import type { StatsStore } from './stats-store.ts'

/** What every part of these pages needs; constant while the scope is. */
export type Page = {
  readonly scope: Scope
  readonly actions: Actions
  readonly stats: StatsStore
  readonly capabilities: readonly Capability[]
  readonly program: 'nerdctl' | 'docker'
  readonly open: (id: string, tab?: TabId) => void
  readonly runLike: (id: ContainerId) => void
  readonly remove: (containers: readonly Container[]) => void
  readonly filterBy: (word: string) => void
}

const PageContext = createContext<Page | undefined>(undefined)

export const PageProvider = PageContext.Provider

export function usePage(): Page {
  const page = use(PageContext)
  if (page === undefined) throw new Error('There is no PageProvider around this.')
  return page
}
