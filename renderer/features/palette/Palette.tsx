import { useId, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { z } from 'zod'
import { readPreference, rememberPreference } from '../../lib/preferences.ts'
import { useActions, useBackend } from '../../store/backend.tsx'
import { useConnection, useScope } from '../../store/hooks.ts'
import { closePanel, useIsOpen } from '../../store/panels.ts'
import { Spotlight } from '../../ui/Spotlight.tsx'
import { commandsFor } from './commands.ts'
import type { Command } from './commands.ts'
import css from './palette.module.css'
import { Result } from './Result.tsx'
import { search, withRecent } from './search.ts'
import { strings } from './strings.ts'

const Recent = z.array(z.string())
const readRecent = () => readPreference('palette.recent', Recent) ?? []

/** As things are when the palette opens: a list that changes under one's fingers helps nobody. */
function useCommands(): readonly Command[] {
  const scope = useScope()
  const { feeds } = useBackend()
  const actions = useActions()
  const connection = useConnection()
  const [commands] = useState(() =>
    commandsFor({
      scope,
      actions,
      capabilities: connection?.capabilities ?? [],
      containers: Array.from(feeds.containers(scope).store.getState().rows.values()).sort((a, b) =>
        a.name.localeCompare(b.name),
      ),
      namespaces: [...feeds.namespaces(scope.connection).store.getState().rows.values()],
      machine: feeds.machine(scope.connection).store.getState().value,
    }),
  )
  return commands
}

const run = (command: Command) => {
  rememberPreference('palette.recent', withRecent(readRecent(), command.id))
  closePanel()
  command.run()
}

/** The next highlighted result for a key; undefined: the key is not about that. */
function moved(key: string, index: number, size: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (index + 1) % size
    case 'ArrowUp':
      return (index - 1 + size) % size
    case 'PageDown':
      return Math.min(size - 1, index + 8)
    case 'PageUp':
      return Math.max(0, index - 8)
    default:
      return undefined
  }
}

function useHighlight(results: readonly Command[], domId: (index: number) => string) {
  const [index, setIndex] = useState(0)
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || results.length === 0) return
    const chosen = results[index]
    const next = moved(event.key, index, results.length)
    if (next !== undefined) {
      setIndex(next)
      document.getElementById(domId(next))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && chosen !== undefined) run(chosen)
    else return
    event.preventDefault()
  }
  return { index, setIndex, press }
}

function Open() {
  const id = useId()
  const domId = (index: number) => `${id}-${index}`
  const [query, setQuery] = useState('')
  const [recent] = useState(readRecent)
  const commands = useCommands()
  const results = useMemo(() => search(commands, query, recent), [commands, query, recent])
  const { index, setIndex, press } = useHighlight(results, domId)
  return (
    <Spotlight label={strings.label} onClose={closePanel}>
      <input
        className={css['input']}
        role="combobox"
        aria-label={strings.label}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={results.length === 0 ? undefined : domId(index)}
        placeholder={strings.placeholder}
        spellCheck={false}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setIndex(0)
        }}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={strings.results} className={css['list']}>
        {results.map((command, at) => (
          <Result
            key={command.id}
            id={domId(at)}
            command={command}
            isActive={at === index}
            onPoint={() => setIndex(at)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      <div role="status" className={results.length === 0 ? css['nothing'] : 'visually-hidden'}>
        {results.length === 0 ? strings.nothing(query) : strings.count(results.length)}
      </div>
    </Spotlight>
  )
}

/** Ctrl or Cmd K: go to any object, run any action on it. */
export const Palette = () => useIsOpen('palette') && <Open />
