import { Component } from 'react'
import type { ReactNode } from 'react'
import { toErrorData } from '../lib/errors.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './frame.module.css'
import { strings } from './strings.ts'

type State = { readonly thrown?: unknown; readonly at?: string }

/** A fault in one page leaves the frame standing; going to another page heals it. */
export class ErrorBoundary extends Component<{ place: string; children: ReactNode }, State> {
  override state: State = {}

  static getDerivedStateFromError(thrown: unknown): State {
    return { thrown }
  }

  override componentDidUpdate(before: { place: string }): void {
    if (this.state.thrown !== undefined && before.place !== this.props.place) {
      this.setState({ thrown: undefined })
    }
  }

  override render(): ReactNode {
    if (this.state.thrown === undefined) return this.props.children
    return (
      <div className={css['broken']}>
        <EmptyState
          isPage
          icon="problem"
          title={strings.brokenTitle}
          action={
            <Button kind="primary" onClick={() => window.location.reload()}>
              {strings.reload}
            </Button>
          }
        >
          {strings.brokenText}
        </EmptyState>
        <Banner tone="failed" error={toErrorData(this.state.thrown)} />
      </div>
    )
  }
}
