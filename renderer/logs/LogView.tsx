import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { z } from 'zod'
import { saveText } from '../lib/save.ts'
import { usePreference } from '../lib/preferences.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/CopyButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { MenuEntry } from '../ui/Menu.tsx'
import { notify } from '../ui/notify.ts'
import { useIsSlow } from '../ui/Skeleton.tsx'
import { LogLines } from './LogLines.tsx'
import type { Chosen } from './LogLines.tsx'
import { LogTools } from './LogTools.tsx'
import type { Since } from './LogTools.tsx'
import css from './logs.module.css'
import type { StreamName } from './ring.ts'
import { around, newest } from './scrolling.ts'
import type { Position } from './scrolling.ts'
import { readQuery } from './search.ts'
import type { Query } from './search.ts'
import { createLogSession } from './session.ts'
import type { LogSession, LogSource } from './session.ts'
import { strings } from './strings.ts'

const Looks = z.object({ hasTime: z.boolean(), isWrapped: z.boolean() })
const usualLooks = { hasTime: true, isWrapped: false }

export type LogViewProps = {
  /** Must be constant while the same log is shown. */
  source: LogSource
  /** Whose log it is. */
  name: string
  capacity: number
  /** When what writes it was started last. */
  startedAt?: number | undefined
  /** Said under the lines: that it has ended, and how. */
  note?: ReactNode
}

const minuteMs = 60_000

function sinceTime(since: Since, startedAt: number | undefined): number | undefined {
  if (since === 'all') return undefined
  if (since === 'start') return startedAt
  return Date.now() - Number(since) * minuteMs
}

/** A session for this choice, open for as long as it is looked at. */
function useSession({ source, capacity, startedAt }: LogViewProps, since: Since, round: number) {
  // A restart is no reason to read everything anew: only the choice itself is.
  const [startOf] = useState(startedAt)
  const session = useMemo(
    () => createLogSession(source, { capacity, since: sinceTime(since, startOf) }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `round` asks for a new one
    [source, capacity, since, startOf, round],
  )
  useEffect(() => session.open(), [session])
  return session
}

function useStreams(session: LogSession, columns: number | undefined) {
  const [streams, setStreams] = useState<readonly StreamName[]>(['out', 'error'])
  useEffect(() => {
    session.model.look({ streams, columns })
    session.touch()
  }, [session, streams, columns])
  const toggle = (stream: StreamName) => {
    const next = streams.includes(stream)
      ? streams.filter((one) => one !== stream)
      : [...streams, stream]
    // Nothing at all is never what somebody wants to see: the other one, then.
    setStreams(next.length > 0 ? next : [stream === 'out' ? 'error' : 'out'])
  }
  return { streams, toggle, showAll: () => setStreams(['out', 'error']) }
}

function useSearch(session: LogSession) {
  const [query, setQuery] = useState<Query>({ text: '', isRegex: false })
  const { pattern, error } = useMemo(() => readQuery(query), [query])
  useEffect(() => {
    session.model.hits.search(pattern)
    session.touch()
  }, [session, pattern])
  return { query, setQuery, pattern, error }
}

const Newest = ({ many, go }: { many: number; go: () => void }) => (
  <Button
    className={css['newest']}
    aria-label={`${strings.newLines(many)}. ${strings.toNewest}`}
    onClick={go}
  >
    <span aria-hidden="true">↓</span> {strings.newLines(many)}
  </Button>
)

function Empty({
  name,
  isFiltered,
  isRecent,
  showAll,
  showOlder,
}: {
  name: string
  isFiltered: boolean
  isRecent: boolean
  showAll: () => void
  showOlder: () => void
}) {
  if (isFiltered) {
    return (
      <EmptyState
        icon="logs"
        title={strings.emptyHidden}
        action={<Button onClick={showAll}>{strings.showAll}</Button>}
      >
        {strings.emptyHiddenText}
      </EmptyState>
    )
  }
  if (isRecent) {
    return (
      <EmptyState
        icon="logs"
        title={strings.emptySince}
        action={<Button onClick={showOlder}>{strings.showOlder}</Button>}
      >
        {strings.emptySinceText}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="logs" title={strings.empty(name)}>
      {strings.emptyText}
    </EmptyState>
  )
}

const Loading = () =>
  useIsSlow(true) && (
    <p className={css['loading']} role="status">
      {strings.loading}
    </p>
  )

/** What the menu offers; nothing of it is so frequent that it needs a button. */
function moreEntries(
  { model, touch }: LogSession,
  {
    name,
    hasTime,
    copyChosen,
    chosen,
  }: { name: string; hasTime: boolean; copyChosen: () => void; chosen: Chosen | undefined },
): readonly MenuEntry[] {
  const all = () => model.text(model.ring.first(), model.ring.next(), hasTime)
  const many = chosen === undefined ? 0 : Math.abs(chosen.to - chosen.from) + 1
  return [
    ...(many === 0
      ? []
      : [
          {
            id: 'copy',
            label: strings.copySelected(many),
            icon: 'copy',
            shortcut: 'Mod+C',
            run: copyChosen,
          } as const,
        ]),
    { id: 'copy all', label: strings.copyAll, icon: 'copy', run: () => void copy(all()) },
    {
      id: 'save',
      label: strings.save,
      icon: 'download',
      run: () => saveText(`${name}.log`, `${all()}\n`),
    },
    { type: 'separator', id: 'before clear' },
    {
      id: 'clear',
      label: strings.clear,
      note: strings.clearNote,
      run: () => {
        model.clear()
        touch()
      },
    },
  ]
}

const copy = (text: string): Promise<void> =>
  copyText(text).then(
    () => void notify({ title: strings.copied }),
    () => void notify({ title: strings.copyRefused, tone: 'failed' }),
  )

/** A log as it is written: follows, searches, filters. Knows no engine: lines come from `source`. */
export function LogView(props: LogViewProps) {
  const { name } = props
  const [since, setSince] = useState<Since>('all')
  const [round, setRound] = useState(0)
  const session = useSession(props, since, round)
  const { model } = session
  useSyncExternalStore(session.subscribe, session.version)
  const [looks, setLooks] = usePreference('logs.looks', Looks, usualLooks)
  const [columns, setColumns] = useState(80)
  const [height, setHeight] = useState(0)
  const { streams, toggle, showAll } = useStreams(session, looks.isWrapped ? columns : undefined)
  const { query, setQuery, pattern, error } = useSearch(session)
  const [position, setPosition] = useState<Position>(newest)
  const [seen, setSeen] = useState(0)
  const [current, setCurrent] = useState<number>()
  const [chosen, setChosen] = useState<Chosen>()
  const input = useRef<HTMLInputElement>(null)

  const move = useCallback(
    (next: Position) => {
      setPosition((before) => {
        if (before.type === 'newest' && next.type === 'line') setSeen(model.ring.next())
        return next
      })
    },
    [model],
  )
  const go = (step: 1 | -1) => {
    const from = current ?? (step === 1 ? -1 : model.ring.next())
    const line = model.hits.from(from, step)
    if (line === undefined) return
    setCurrent(line)
    move(around(model, line, height))
  }
  const copyChosen = () => {
    if (chosen === undefined) return
    const [from, to] = [Math.min(chosen.from, chosen.to), Math.max(chosen.from, chosen.to)]
    void copy(model.text(from, to + 1, looks.hasTime))
  }
  const press = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
  }
  const status = session.status()
  const isEmpty = model.layout.rows() === 0
  const isFollowing = position.type === 'newest'
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut for everything in it
    <div className={css['view']} onKeyDown={press}>
      <LogTools
        isFollowing={isFollowing}
        onFollow={() =>
          move(isFollowing ? { type: 'line', line: model.ring.next(), offsetPx: -height } : newest)
        }
        hasTime={looks.hasTime}
        onTime={() => setLooks({ ...looks, hasTime: !looks.hasTime })}
        isWrapped={looks.isWrapped}
        onWrap={() => setLooks({ ...looks, isWrapped: !looks.isWrapped })}
        hasOut={streams.includes('out')}
        onOut={() => toggle('out')}
        hasError={streams.includes('error')}
        onError={() => toggle('error')}
        since={since}
        sinceOptions={
          props.startedAt === undefined ? ['5', '60', 'all'] : ['start', '5', '60', 'all']
        }
        onSince={(next) => {
          setSince(next)
          setPosition(newest)
          setChosen(undefined)
        }}
        query={query}
        onQuery={(next) => {
          setQuery(next)
          setCurrent(undefined)
        }}
        error={error}
        hits={{
          index: current === undefined ? 0 : model.hits.indexOf(current),
          count: model.hits.count(),
        }}
        go={go}
        input={input}
        more={moreEntries(session, { name, hasTime: looks.hasTime, copyChosen, chosen })}
      />
      {status.type === 'failed' && (
        <Banner
          className={css['banner']}
          tone={status.isRetrying ? 'waiting' : 'failed'}
          error={status.isRetrying ? undefined : status.error}
          action={
            status.isRetrying ? undefined : (
              <Button size="small" onClick={() => setRound(round + 1)}>
                {strings.retry}
              </Button>
            )
          }
        >
          <b>{status.isRetrying ? strings.retrying : strings.failed}</b>
        </Banner>
      )}
      {isEmpty && status.type === 'loading' && <Loading />}
      {isEmpty && (status.type === 'live' || status.type === 'ended') ? (
        <div className={css['state']}>
          <Empty
            name={name}
            isFiltered={model.ring.next() > model.ring.first()}
            isRecent={since === '5' || since === '60'}
            showAll={showAll}
            showOlder={() => setSince('all')}
          />
        </div>
      ) : (
        <LogLines
          session={session}
          name={name}
          position={position}
          onPosition={move}
          hasTime={looks.hasTime}
          isWrapped={looks.isWrapped}
          pattern={pattern}
          current={current}
          chosen={chosen}
          onChoose={setChosen}
          onCopy={copyChosen}
          onColumns={setColumns}
          onHeight={setHeight}
        />
      )}
      {!isFollowing && !isEmpty && (
        <Newest many={Math.max(0, model.ring.next() - seen)} go={() => move(newest)} />
      )}
      {(status.type === 'ended' || props.note !== undefined) && (
        <div className={css['note']} role="status">
          {status.type === 'ended' ? strings.ended : props.note}
        </div>
      )}
    </div>
  )
}
