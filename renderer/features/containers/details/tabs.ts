import type { Capability } from '../../../../preload/contract/system.ts'
import { strings } from './strings.ts'

export type TabId = 'overview' | 'logs' | 'terminal' | 'stats' | 'inspect'

const all: readonly TabId[] = ['overview', 'logs', 'terminal', 'stats', 'inspect']

/** What an engine lacks is not shown. */
const needs: Partial<Record<TabId, Capability>> = { terminal: 'terminals', stats: 'stats' }

export const tabsFor = (capabilities: readonly Capability[]) =>
  all
    .filter((id) => {
      const need = needs[id]
      return need === undefined || capabilities.includes(need)
    })
    .map((id) => ({ id, label: strings.tab(id) }))

export const readTab = (text: string): TabId => all.find((id) => id === text) ?? 'overview'
