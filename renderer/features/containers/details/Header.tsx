import { useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { goTo } from '../../../lib/address.ts'
import { cx } from '../../../lib/cx.ts'
import { pendingWord, usePending } from '../../../store/pending.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { containerStatus, StatusDot } from '../../../ui/StatusDot.tsx'
import { Time } from '../../../ui/Time.tsx'
import { usePage } from '../context.tsx'
import { act, commonVerbs, verbIcons } from '../entries.ts'
import { strings as shared } from '../strings.ts'
import css from './details.module.css'
import { headEntries } from './head-entries.ts'
import { lockOf } from '../manager.ts'
import { Rename } from './Rename.tsx'
import { strings } from './strings.ts'
import type { TabId } from './tabs.ts'

/** `running · 2 h · healthy` */
function Summary({ container }: { container: Container }) {
  const pending = usePending(container.id)
  const { state, health, restartPolicy } = container
  const hasEnded = state === 'exited' || state === 'restarting'
  const at =
    state === 'created' ? container.createdAt : hasEnded ? container.exitedAt : container.startedAt
  const parts: ReactNode[] = [
    pending === undefined ? containerStatus(container).word : `${pendingWord(pending)}…`,
  ]
  if (at !== undefined) parts.push(<Time at={at} isAgo={hasEnded} />)
  if (state === 'running' && health?.status === 'healthy') parts.push(strings.healthWord('healthy'))
  if (state === 'restarting') parts.push(strings.restartsSoFar(restartPolicy.restartCount))
  return (
    <span className={css['summary']}>
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          {part}
        </span>
      ))}
    </span>
  )
}

/** The buttons stay as they were until what was asked for is confirmed, so that none slips away under a finger. */
function useVerbs(container: Container) {
  const page = usePage()
  const pending = usePending(container.id)
  const fitting =
    lockOf(page, container) !== undefined
      ? []
      : commonVerbs(page, [container]).filter((verb) => verb !== 'pause')
  const [shown, setShown] = useState(fitting)
  if (pending === undefined && shown.join() !== fitting.join()) setShown(fitting)
  return { verbs: shown, pending }
}

function Verbs({ container }: { container: Container }) {
  const page = usePage()
  const { verbs, pending } = useVerbs(container)
  return verbs.map((verb, index) => (
    // By place: Start takes the place and the focus of Stop.
    <Button
      key={index}
      icon={verbIcons[verb]}
      isBusy={pending === verb}
      unavailable={
        pending === undefined || pending === verb ? undefined : strings.waits(pendingWord(pending))
      }
      onClick={() => act(page, [container], verb)}
    >
      <span className={css['verb']}>{shared.verb(verb)}</span>
    </Button>
  ))
}

function Dot({ container }: { container: Container }) {
  const pending = usePending(container.id)
  const status = containerStatus(container)
  return (
    <span className={css['dot']}>
      {pending === undefined ? (
        <StatusDot {...status} isWordBeside />
      ) : (
        <StatusDot shape="waiting" word={pendingWord(pending)} isPulsing isWordBeside />
      )}
    </span>
  )
}

/** Focus comes back to where the renaming began. */
function useRenaming(pencil: RefObject<HTMLButtonElement | null>) {
  const [isRenaming, setRenaming] = useState(false)
  const [wasRenaming, setWasRenaming] = useState(false)
  useEffect(() => {
    if (wasRenaming && !isRenaming) pencil.current?.focus()
  }, [wasRenaming, isRenaming, pencil])
  return {
    isRenaming,
    begin: () => {
      setRenaming(true)
      setWasRenaming(true)
    },
    end: () => setRenaming(false),
  }
}

type HeaderProps = {
  container: Container
  tab: TabId
  isWholePage: boolean
  onClose?: (() => void) | undefined
}

export function Header({ container, tab, isWholePage, onClose }: HeaderProps) {
  const page = usePage()
  const pencil = useRef<HTMLButtonElement>(null)
  const { isRenaming, begin, end } = useRenaming(pencil)
  const lock = lockOf(page, container)
  const isLocked = lock !== undefined
  const canRename = !isLocked && page.capabilities.includes('rename')
  const Name = isWholePage ? 'h1' : 'h2'
  const entries = () => headEntries({ page, container, tab, isWholePage, rename: begin })
  return (
    <header className={css['head']}>
      <div className={cx(css['headRow'], isRenaming && css['renaming'])}>
        {isWholePage && (
          <IconButton icon="left" label={strings.back} onClick={() => goTo('/containers')} />
        )}
        <Dot container={container} />
        {isRenaming ? (
          <Rename container={container} done={end} />
        ) : (
          <>
            <Name title={container.name}>{container.name}</Name>
            {canRename && (
              <IconButton
                ref={pencil}
                size="small"
                icon="edit"
                className={css['pencil']}
                label={strings.renameOf(container.name)}
                onClick={begin}
              />
            )}
            <Summary container={container} />
          </>
        )}
        <span className={css['grow']} />
        {!isRenaming && <Verbs container={container} />}
        <Menu
          align="end"
          trigger={<IconButton icon="more" label={strings.more(container.name)} />}
          entries={entries}
        />
        {!isWholePage && (
          <IconButton
            icon="expand"
            label={strings.openPage}
            className={css['expand']}
            onClick={() =>
              goTo(`/containers/${container.id}`, { tab: tab === 'overview' ? undefined : tab })
            }
          />
        )}
        {onClose !== undefined && (
          <IconButton icon="close" label={strings.close} onClick={onClose} />
        )}
      </div>
      {isLocked && <p className={css['locked']}>{lock}</p>}
    </header>
  )
}
