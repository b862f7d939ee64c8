import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Opened } from '../../preload/contract/derive.ts'
import type { ErrorData } from '../../preload/contract/errors.ts'
import type { Terminal, TerminalId, TerminalInput } from '../../preload/contract/terminals.ts'
import { cx } from '../lib/cx.ts'
import { toErrorData } from '../lib/errors.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { notify } from '../ui/notify.ts'
import { NewTerminalDialog } from './NewTerminalDialog.tsx'
import type { Wanted } from './NewTerminalDialog.tsx'
import { strings } from './strings.ts'
import css from './terminal.module.css'
import { TerminalScreen } from './TerminalScreen.tsx'
import { titlesOf } from './titles.ts'

/** What terminals need of a backend. Must be constant. */
export type TerminalSource = {
  readonly open: (wanted: Wanted) => Promise<Terminal>
  readonly attach: (terminal: TerminalId, signal: AbortSignal) => Opened<string, TerminalInput>
  readonly close: (terminal: TerminalId) => Promise<void>
}

export type TerminalsProps = {
  source: TerminalSource
  /** What they are in. */
  name: string
  terminals: readonly Terminal[]
  /** Whether `terminals` is known yet. */
  isKnown: boolean
  fontSize: number
  /** Why none can be opened now. */
  unavailable?: string | undefined
}

function useOpening(
  { source, terminals, isKnown, unavailable }: TerminalsProps,
  show: (id: TerminalId) => void,
) {
  const [isOpening, setOpening] = useState(false)
  const [error, setError] = useState<ErrorData>()
  const open = useCallback(
    async (wanted: Wanted) => {
      show((await source.open(wanted)).id)
      setError(undefined)
    },
    [source, show],
  )
  const openUsual = () => {
    setOpening(true)
    open({})
      .catch((thrown: unknown) => setError(toErrorData(thrown)))
      .finally(() => setOpening(false))
  }
  // Who comes here wants a shell: the first one opens by itself, once.
  const [isFirst, setFirst] = useState(true)
  const isDecided = useRef(false)
  useEffect(() => {
    if (!isKnown || isDecided.current) return
    isDecided.current = true
    if (terminals.length > 0 || unavailable !== undefined) return
    const openFirst = async () => {
      try {
        show((await source.open({})).id)
      } catch (thrown) {
        setError(toErrorData(thrown))
      }
      setFirst(false)
    }
    // Never rejects: what is thrown is shown.
    void openFirst()
  }, [isKnown, terminals, unavailable, source, show])
  const isFirstComing = isFirst && terminals.length === 0 && unavailable === undefined
  return {
    isOpening: isOpening || isFirstComing,
    error,
    open,
    openUsual,
    leave: () => setFirst(false),
  }
}

const hasEnded = ({ exitCode, error }: Terminal) => exitCode !== undefined || error !== undefined

function Ended({
  terminal,
  title,
  again,
  close,
}: {
  terminal: Terminal
  title: string
  again: (() => void) | undefined
  close: () => void
}) {
  const { exitCode, error } = terminal
  const words =
    exitCode === undefined
      ? strings.lost(title)
      : exitCode === 0
        ? strings.endedWell(title)
        : strings.ended(title, exitCode)
  return (
    <div className={css['ended']} role="status">
      <span>
        {words} {error?.message}
      </span>
      {again !== undefined && (
        <Button size="small" onClick={again}>
          {strings.new}
        </Button>
      )}
      <Button size="small" kind="quiet" onClick={close}>
        {strings.closeShort}
      </Button>
    </div>
  )
}

type TabProps = {
  title: string
  isActive: boolean
  isEnded: boolean
  select: () => void
  close: () => void
  step: (by: number) => void
}

function Tab({ title, isActive, isEnded, select, close, step }: TabProps) {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') step(1)
    else if (event.key === 'ArrowLeft') step(-1)
    else if (event.key === 'Delete') close()
    else return
    event.preventDefault()
  }
  return (
    <span className={cx(css['tab'], isActive && css['active'], isEnded && css['over'])}>
      <button
        type="button"
        aria-pressed={isActive}
        className={css['tabName']}
        onClick={select}
        onKeyDown={press}
      >
        <Icon name="terminal" />
        {title}
      </button>
      <IconButton
        size="small"
        icon="close"
        className={css['tabClose']}
        label={strings.close(title)}
        onClick={close}
      />
    </span>
  )
}

/** The shells of one thing, in tabs. They go on when this is no longer on screen. */
export function Terminals(props: TerminalsProps) {
  const { source, name, terminals, unavailable, fontSize } = props
  const [chosen, setChosen] = useState<TerminalId>()
  const [isAsking, setAsking] = useState(false)
  const { isOpening, error, open, openUsual, leave } = useOpening(props, setChosen)
  const active = terminals.find(({ id }) => id === chosen) ?? terminals.at(-1)
  const titles = titlesOf(terminals)
  const activeId = active?.id
  const close = (id: TerminalId) => {
    leave()
    source
      .close(id)
      .catch((thrown: unknown) =>
        notify({ title: strings.couldNotClose, tone: 'failed', error: toErrorData(thrown) }),
      )
  }
  const step = (by: number) => {
    const index = terminals.findIndex(({ id }) => id === activeId)
    setChosen(terminals[(index + by + terminals.length) % terminals.length]?.id)
  }
  return (
    <div className={css['terminals']}>
      {terminals.length > 0 && (
        <div className={css['bar']} role="group" aria-label={strings.tabs(name)}>
          {terminals.map((terminal) => (
            <Tab
              key={terminal.id}
              title={titles.get(terminal.id) ?? ''}
              isActive={terminal.id === activeId}
              isEnded={hasEnded(terminal)}
              select={() => setChosen(terminal.id)}
              close={() => close(terminal.id)}
              step={step}
            />
          ))}
          <IconButton
            size="small"
            icon="plus"
            label={strings.new}
            isBusy={isOpening}
            unavailable={unavailable}
            onClick={openUsual}
          />
          <IconButton
            size="small"
            icon="down"
            label={strings.newWith}
            unavailable={unavailable}
            onClick={() => setAsking(true)}
          />
        </div>
      )}
      {error !== undefined && (
        <Banner
          className={css['banner']}
          tone="failed"
          error={error}
          action={
            <Button size="small" onClick={() => setAsking(true)}>
              {strings.newWith}
            </Button>
          }
        >
          <b>{strings.couldNotOpen}</b>
        </Banner>
      )}
      {active === undefined ? (
        <div className={css['none']}>
          {isOpening ? (
            <p role="status">{strings.opening}</p>
          ) : (
            <EmptyState
              icon="terminal"
              title={strings.noneTitle(name)}
              action={
                unavailable === undefined && (
                  <>
                    <Button kind="primary" onClick={openUsual}>
                      {strings.new}
                    </Button>
                    <Button onClick={() => setAsking(true)}>{strings.newWith}</Button>
                  </>
                )
              }
            >
              {unavailable ?? strings.noneText}
            </EmptyState>
          )}
        </div>
      ) : (
        <TerminalScreen
          key={active.id}
          id={active.id}
          attach={source.attach}
          title={titles.get(active.id) ?? ''}
          fontSize={fontSize}
        />
      )}
      {active !== undefined && hasEnded(active) && (
        <Ended
          terminal={active}
          title={titles.get(active.id) ?? ''}
          again={unavailable === undefined ? openUsual : undefined}
          close={() => close(active.id)}
        />
      )}
      {isAsking && <NewTerminalDialog name={name} open={open} onClose={() => setAsking(false)} />}
    </div>
  )
}
