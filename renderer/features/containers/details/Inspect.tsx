import { useEffect, useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { isKey } from '../../../lib/keys.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Skeleton, useIsSlow } from '../../../ui/Skeleton.tsx'
import css from './inspect.module.css'
import { JsonLines } from './JsonLines.tsx'
import { Unreadable } from './Overview.tsx'
import shared from './overview.module.css'
import { strings } from './strings.ts'
import { useDetails } from './useDetails.ts'
import { useInspect } from './useInspect.ts'
import type { Inspected } from './useInspect.ts'

/** Ctrl F finds in the record, wherever on the page the focus is. */
function useFind(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const isInDialog = event.target instanceof Element && event.target.closest('[role=dialog]')
      if (!isKey(event, 'Mod+f') || isInDialog !== null) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [input])
}

const Search = ({ shown }: { shown: Inspected }) => {
  const input = useRef<HTMLInputElement>(null)
  useFind(input)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') shown.step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && shown.typed !== '') shown.search('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <input
        className={shared['filter']}
        type="search"
        value={shown.typed}
        placeholder={strings.search}
        aria-label={strings.search}
        ref={input}
        onChange={(event) => shown.search(event.currentTarget.value)}
        onKeyDown={press}
      />
      <span className={css['hits']} role="status">
        {shown.query !== '' && strings.hits(shown.index, shown.hits.length)}
      </span>
      {shown.hits.length > 1 && (
        <>
          <IconButton
            size="small"
            icon="up"
            label={strings.previous}
            onClick={() => shown.step(-1)}
          />
          <IconButton size="small" icon="down" label={strings.next} onClick={() => shown.step(1)} />
        </>
      )}
    </>
  )
}

const Coming = () => (
  <div className={css['jsonComing']} role="status" aria-label={strings.loading}>
    <Skeleton width="30%" />
    <Skeleton width="50%" />
    <Skeleton width="40%" />
  </div>
)

/** The engine's own record of a container: to read, search and copy. */
export function Inspect({ container }: { container: Container }) {
  const { details, error, retry } = useDetails(container)
  const shown = useInspect(details?.raw ?? '')
  const isSlow = useIsSlow(details === undefined && error === undefined)
  return (
    <div className={css['inspect']}>
      <div className={css['inspectTools']}>
        <Search shown={shown} />
        <span className={css['space']} />
        {shown.hasSecrets && (
          <Button
            kind="quiet"
            size="small"
            aria-pressed={shown.isOpen}
            onClick={() => shown.setOpen(!shown.isOpen)}
          >
            {strings.showSecrets}
          </Button>
        )}
        <Button kind="quiet" size="small" onClick={shown.foldAll}>
          {shown.isFolded ? strings.unfoldAll : strings.foldAll}
        </Button>
        <CopyButton text={shown.lines.join('\n')} label={strings.copyAll} />
      </div>
      <div className={css['problem']}>
        <Unreadable error={error} retry={retry} />
      </div>
      {details !== undefined && <JsonLines shown={shown} label={strings.record(container.name)} />}
      {isSlow && <Coming />}
    </div>
  )
}
