import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import { NewNamespaceDialog } from '../features/namespaces/NewNamespaceDialog.tsx'
import { Palette } from '../features/palette/Palette.tsx'
import { TasksDrawer } from '../features/tasks/TasksDrawer.tsx'
import { isKey } from '../lib/keys.ts'
import { goTo } from '../lib/address.ts'
import { closeQuestion, useQuestion } from '../store/questions.ts'
import { togglePanel } from '../store/panels.ts'
import { followAddress } from '../store/scope.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { AwayBanner } from './AwayBanner.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import css from './frame.module.css'
import { Navigation } from './Navigation.tsx'
import { StatusBar } from './StatusBar.tsx'
import { strings } from './strings.ts'
import { TitleBar } from './TitleBar.tsx'

function useShortcuts(isReady: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isReady) return
      if (isKey(event, 'Mod+K')) togglePanel('palette')
      else if (isKey(event, 'Mod+,')) goTo('/settings')
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [isReady])
}

const Over = () => (
  <>
    <Palette />
    <TasksDrawer />
    <NewNamespaceDialog />
    <ConfirmDialog question={useQuestion()} onClose={closeQuestion} />
  </>
)

/** What stands around every page. `isReady`: the connection is known, and so is where calls go. */
export function Frame({ isReady, children }: { isReady: boolean; children: ReactNode }) {
  const [location] = useLocation()
  const search = useSearch()
  useEffect(() => followAddress(search), [search])
  useShortcuts(isReady)
  return (
    <div className={css['frame']}>
      <a className={css['skip']} href="#page">
        {strings.skip}
      </a>
      <TitleBar isReady={isReady} />
      <Navigation isReady={isReady} />
      <main id="page" className={css['main']} tabIndex={-1}>
        <AwayBanner />
        <ErrorBoundary place={location}>{children}</ErrorBoundary>
      </main>
      {isReady ? <StatusBar /> : <footer className={css['status']} />}
      {isReady && <Over />}
      <Toasts />
    </div>
  )
}
