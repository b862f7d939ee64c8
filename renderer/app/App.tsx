import { useStore } from 'zustand'
import { Route, Switch } from 'wouter'
import { ContainersPage } from '../features/containers/ContainersPage.tsx'
import { OverviewPage } from '../features/overview/OverviewPage.tsx'
import { SettingsPage } from '../features/settings/SettingsPage.tsx'
import { BackendProvider } from '../store/backend.tsx'
import type { Backend } from '../store/backend.tsx'
import { place } from '../store/scope.ts'
import { useIsSlow } from '../ui/Skeleton.tsx'
import { UiProvider } from '../ui/UiProvider.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Frame } from './Frame.tsx'
import css from './frame.module.css'
import { NotFound } from './NotFound.tsx'
import { isLoaded } from './start.ts'
import { strings } from './strings.ts'

const Routes = () => (
  <Switch>
    <Route path="/">
      <OverviewPage />
    </Route>
    <Route path="/containers/:id?">{({ id }) => <ContainersPage id={id} />}</Route>
    <Route path="/settings">
      <SettingsPage />
    </Route>
    <Route>
      <NotFound />
    </Route>
  </Switch>
)

const Waiting = () =>
  useIsSlow(true) && (
    <p className={css['waiting']} role="status">
      {strings.connecting}
    </p>
  )

function Page() {
  const isConnected = useStore(place, ({ connection }) => connection !== undefined)
  const isReady = useStore(isLoaded, (loaded) => loaded) && isConnected
  return <Frame isReady={isReady}>{isReady ? <Routes /> : <Waiting />}</Frame>
}

export const App = ({ backend }: { backend: Backend }) => (
  <UiProvider>
    <ErrorBoundary place="">
      <BackendProvider backend={backend}>
        <Page />
      </BackendProvider>
    </ErrorBoundary>
  </UiProvider>
)
