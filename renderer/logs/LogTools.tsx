import type { KeyboardEvent, Ref } from 'react'
import { cx } from '../lib/cx.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { MenuEntry } from '../ui/Menu.tsx'
import css from './logs.module.css'
import type { Query } from './search.ts'
import { strings } from './strings.ts'

export type Since = 'start' | '5' | '60' | 'all'

const sinceWords: Readonly<Record<Since, string>> = {
  start: strings.sinceStart,
  '5': strings.since5,
  '60': strings.since60,
  all: strings.sinceAll,
}

const Chip = ({ label, isOn, toggle }: { label: string; isOn: boolean; toggle: () => void }) => (
  <Button size="small" className={css['chip']} aria-pressed={isOn} onClick={toggle}>
    {label}
  </Button>
)

const SinceMenu = ({
  value,
  onChange,
  options,
}: {
  value: Since
  onChange: (since: Since) => void
  options: readonly Since[]
}) => (
  <Menu
    trigger={
      <Button size="small" className={css['chip']}>
        {strings.since(sinceWords[value])} ▾
      </Button>
    }
    entries={[
      {
        type: 'choice',
        id: 'since',
        label: strings.sinceLabel,
        value,
        options: options.map((since) => ({ value: since, label: sinceWords[since] })),
        choose: (chosen) => {
          const since = options.find((one) => one === chosen)
          if (since !== undefined) onChange(since)
        },
      },
    ]}
  />
)

type Searching = {
  readonly query: Query
  readonly onQuery: (query: Query) => void
  readonly error: string | undefined
  readonly hits: { readonly index: number; readonly count: number }
  readonly go: (step: 1 | -1) => void
  readonly input: Ref<HTMLInputElement>
}

function SearchBox({ query, onQuery, error, hits, go, input }: Searching) {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && query.text !== '') onQuery({ ...query, text: '' })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={cx(css['search'], error !== undefined && css['wrong'])} role="search">
      <input
        ref={input}
        value={query.text}
        placeholder={strings.search}
        aria-label={strings.search}
        aria-invalid={error !== undefined}
        spellCheck={false}
        onChange={(event) => onQuery({ ...query, text: event.currentTarget.value })}
        onKeyDown={press}
      />
      {query.text !== '' && error === undefined && (
        <>
          <span className={css['hits']} role="status">
            {strings.hits(hits.index, hits.count)}
          </span>
          <IconButton size="small" icon="up" label={strings.previous} onClick={() => go(-1)} />
          <IconButton size="small" icon="down" label={strings.next} onClick={() => go(1)} />
        </>
      )}
      <Button
        kind="quiet"
        size="small"
        aria-pressed={query.isRegex}
        aria-label={strings.regex}
        onClick={() => onQuery({ ...query, isRegex: !query.isRegex })}
      >
        .*
      </Button>
    </div>
  )
}

export type ToolsProps = Searching & {
  readonly isFollowing: boolean
  readonly onFollow: () => void
  readonly hasTime: boolean
  readonly onTime: () => void
  readonly isWrapped: boolean
  readonly onWrap: () => void
  readonly hasOut: boolean
  readonly onOut: () => void
  readonly hasError: boolean
  readonly onError: () => void
  readonly since: Since
  readonly sinceOptions: readonly Since[]
  readonly onSince: (since: Since) => void
  readonly more: readonly MenuEntry[]
}

export const LogTools = (tools: ToolsProps) => (
  <div className={css['tools']}>
    <Chip label={strings.follow} isOn={tools.isFollowing} toggle={tools.onFollow} />
    <Chip label={strings.time} isOn={tools.hasTime} toggle={tools.onTime} />
    <Chip label={strings.wrap} isOn={tools.isWrapped} toggle={tools.onWrap} />
    <Chip label={strings.stdout} isOn={tools.hasOut} toggle={tools.onOut} />
    <Chip label={strings.stderr} isOn={tools.hasError} toggle={tools.onError} />
    <SinceMenu value={tools.since} onChange={tools.onSince} options={tools.sinceOptions} />
    <SearchBox {...tools} />
    <Menu
      align="end"
      trigger={<IconButton size="small" icon="more" label={strings.more} />}
      entries={tools.more}
    />
    {tools.error !== undefined && <div className={css['wrongText']}>{tools.error}</div>}
  </div>
)
