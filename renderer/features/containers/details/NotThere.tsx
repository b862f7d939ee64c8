import { useEffect, useRef } from 'react'
import type { ErrorData } from '../../../../preload/contract/errors.ts'
import { goTo } from '../../../lib/address.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import css from './details.module.css'
import { strings } from './strings.ts'

/** Instead of a container that has gone, or never was. `name`: it was here while somebody looked. */
export function NotThere({
  name,
  error,
  isWholePage,
  onClose,
}: {
  name: string | undefined
  error: ErrorData | undefined
  isWholePage: boolean
  onClose?: (() => void) | undefined
}) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    // What had the focus has gone with the container.
    if (document.activeElement === document.body) place.current?.focus()
  }, [])
  const [title, text] =
    error !== undefined
      ? [strings.unknownTitle, error.message]
      : name === undefined
        ? [strings.missingTitle, strings.missingText]
        : [strings.removedTitle(name), strings.removedText]
  return (
    <section ref={place} className={css['pane']} role="status" tabIndex={-1}>
      <EmptyState
        icon="box"
        title={title}
        isPage={isWholePage}
        action={
          isWholePage || onClose === undefined ? (
            <Button onClick={() => goTo('/containers')}>{strings.back}</Button>
          ) : (
            <Button onClick={onClose}>{strings.close}</Button>
          )
        }
      >
        {text}
      </EmptyState>
    </section>
  )
}
