import { goTo } from '../lib/address.ts'
import { useTitle } from '../lib/title.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { strings } from './strings.ts'

export function NotFound() {
  useTitle(strings.notFoundTitle)
  return (
    <EmptyState
      isPage
      icon="search"
      title={strings.notFoundTitle}
      action={<Button onClick={() => goTo('/')}>{strings.goToOverview}</Button>}
    >
      {strings.notFoundText(window.location.pathname)}
    </EmptyState>
  )
}
