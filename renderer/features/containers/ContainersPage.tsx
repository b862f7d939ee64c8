import { useEffect, useMemo } from 'react'
import { z } from 'zod'
import type { Container } from '../../../preload/contract/containers.ts'
import { changeSearch, goTo, useSearchState } from '../../lib/address.ts'
import { usePreference } from '../../lib/preferences.ts'
import { useTitle } from '../../lib/title.ts'
import { useIsVisible } from '../../lib/visibility.ts'
import { askToRemove } from '../../store/asking.tsx'
import { useActions, useClient } from '../../store/backend.tsx'
import { useConnection, useContainer, useScope } from '../../store/hooks.ts'
import { Split } from '../../ui/Split.tsx'
import { PageProvider } from './context.tsx'
import type { Page } from './context.tsx'
import { DetailsPane } from './details/DetailsPane.tsx'
import { ContainerList } from './list/ContainerList.tsx'
import { RunDialog } from './run/RunDialog.tsx'
import { statsFor } from './stats-store.ts'
import { strings } from './strings.ts'

const noCapabilities: Page['capabilities'] = []

function usePageValue(): Page {
  const scope = useScope()
  const actions = useActions()
  const client = useClient()
  const connection = useConnection()
  const capabilities = connection?.capabilities ?? noCapabilities
  const program = connection?.engine === 'docker' ? 'docker' : 'nerdctl'
  const stats = useMemo(() => statsFor(client, scope), [client, scope])
  return useMemo(
    () => ({
      scope,
      actions,
      stats,
      capabilities,
      program,
      open: (id, tab) => {
        if (window.location.pathname === '/containers') {
          changeSearch(tab === undefined ? { id } : { id, tab })
        } else goTo(`/containers/${id}`, { tab })
      },
      runLike: (id) => changeSearch({ run: id }),
      remove: (containers: readonly Container[]) => askToRemove(actions, scope, containers),
      filterBy: (word) => changeSearch({ q: word }),
    }),
    [scope, actions, stats, capabilities, program],
  )
}

const Height = z.number()

const closeDetails = () => changeSearch({ id: undefined, tab: undefined })

/** The list, with the details of one container under it. */
function ListWithDetails() {
  const [id] = useSearchState('id')
  const [height, setHeight] = usePreference('containers.details', Height, 330)
  return (
    <Split
      direction="rows"
      label={strings.pane}
      size={height}
      min={180}
      onResize={setHeight}
      first={<ContainerList />}
      second={id !== '' && <DetailsPane id={id} isWholePage={false} onClose={closeDetails} />}
    />
  )
}

/** `/containers`, and `/containers/<id>` for one alone. */
export function ContainersPage({ id }: { id?: string | undefined }) {
  const page = usePageValue()
  const isVisible = useIsVisible()
  useEffect(() => page.stats.setVisible(isVisible), [page, isVisible])
  const [shown] = useSearchState('id')
  const container = useContainer(id ?? shown)
  useTitle(container?.name, strings.title)
  return (
    <PageProvider value={page}>
      {id === undefined ? <ListWithDetails /> : <DetailsPane id={id} isWholePage />}
      <RunDialog />
    </PageProvider>
  )
}
