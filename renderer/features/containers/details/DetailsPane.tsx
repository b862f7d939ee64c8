import { useEffect, useState } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { useSearchState } from '../../../lib/address.ts'
import { useContainers } from '../../../store/hooks.ts'
import { Tabs } from '../../../ui/Tabs.tsx'
import { usePage } from '../context.tsx'
import { NotThere } from './NotThere.tsx'
import css from './details.module.css'
import { Header } from './Header.tsx'
import { Inspect } from './Inspect.tsx'
import { LogsTab } from './LogsTab.tsx'
import { Overview } from './Overview.tsx'
import { Stats } from './Stats.tsx'
import { strings } from './strings.ts'
import { readTab, tabsFor } from './tabs.ts'
import type { TabId } from './tabs.ts'
import { TerminalTab } from './TerminalTab.tsx'

function View({ container, tab }: { container: Container; tab: TabId }) {
  switch (tab) {
    case 'overview':
      return <Overview container={container} />
    case 'logs':
      return <LogsTab container={container} />
    case 'terminal':
      return <TerminalTab container={container} />
    case 'stats':
      return <Stats container={container} />
    case 'inspect':
      return <Inspect container={container} />
  }
}

type PaneProps = {
  id: string
  /** It is the whole page, and not the lower pane of the list. */
  isWholePage: boolean
  onClose?: (() => void) | undefined
}

function Present({ container, isWholePage, onClose }: { container: Container } & PaneProps) {
  const { capabilities, stats } = usePage()
  const [text, setText] = useSearchState('tab')
  const { id, state } = container
  const isMeasured = state === 'running' || state === 'paused'
  const canMeasure = capabilities.includes('stats')
  // Measured while this is open, whatever tab is shown: who turns to the figures finds the last minutes.
  useEffect(
    () => (isMeasured && canMeasure ? stats.want(id) : undefined),
    [stats, id, isMeasured, canMeasure],
  )
  const tabs = tabsFor(capabilities)
  const wanted = readTab(text)
  const tab = tabs.some((one) => one.id === wanted) ? wanted : 'overview'
  return (
    <section className={css['pane']} aria-label={container.name} data-details="">
      <Header container={container} tab={tab} isWholePage={isWholePage} onClose={onClose} />
      <Tabs
        label={strings.tabsLabel(container.name)}
        tabs={tabs}
        value={tab}
        onChange={(next) => setText(next === 'overview' ? undefined : next, { replace: true })}
      >
        <View container={container} tab={tab} />
      </Tabs>
    </section>
  )
}

function Pane(props: PaneProps) {
  const { rows, status, error } = useContainers()
  const row = rows.get(props.id)
  const [last, setLast] = useState(row)
  if (row !== undefined && row !== last) setLast(row)
  if (row !== undefined) return <Present {...props} container={row} />
  if (status === 'loading') return <section className={css['pane']} aria-busy="true" />
  return <NotThere name={last?.name} error={status === 'stale' ? error : undefined} {...props} />
}

/** One container: under the list, or as a page of its own. Needs a PageProvider around it. */
export const DetailsPane = (props: PaneProps) => <Pane key={props.id} {...props} />
