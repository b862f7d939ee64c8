import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Banner } from '../ui/Banner.tsx'
import { IconButton } from '../ui/Button.tsx'
import { showTerminal } from './screen.ts'
import type { Attach, Screen, ScreenState } from './screen.ts'
import type { TerminalId } from '../../preload/contract/terminals.ts'

import { strings } from './strings.ts'
import css from './terminal.module.css'

function SearchBar({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const find = (isForward: boolean) =>
    isForward ? screen.search.findNext(text) : screen.search.findPrevious(text)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') find(event.shiftKey)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css['search']} role="search">
      <input
        ref={input}
        value={text}
        placeholder={strings.search}
        aria-label={strings.search}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.currentTarget.value)
          screen.search.findPrevious(event.currentTarget.value, { incremental: true })
        }}
      />
      <IconButton
        size="small"
        icon="up"
        label={strings.searchPrevious}
        onClick={() => find(false)}
      />
      <IconButton size="small" icon="down" label={strings.searchNext} onClick={() => find(true)} />
      <IconButton size="small" icon="close" label={strings.closeSearch} onClick={onClose} />
    </div>
  )
}

type AttachTo = (id: TerminalId, signal: AbortSignal) => ReturnType<Attach>

type Shown = {
  readonly id: TerminalId
  readonly attach: AttachTo
  readonly label: string
  readonly fontSize: number
  readonly onSearch: () => void
}

/** A terminal in the returned element for as long as the component is there. */
function useScreen({ id, attach, label, fontSize, onSearch }: Shown) {
  const place = useRef<HTMLDivElement>(null)
  const [screen, setScreen] = useState<Screen>()
  const [state, setState] = useState<ScreenState>({ type: 'opening' })
  const options = useRef({ fontSize, onSearch })
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const controller = new AbortController()
    let shown: Screen | undefined
    const show = async () => {
      shown = await showTerminal(
        element,
        { attach: (signal) => attach(id, signal), label, say: setState, ...options.current },
        controller.signal,
      )
      setScreen(shown)
      shown?.focus()
    }
    // Rejects only where the code of the terminal could not be fetched: the banner says it.
    show().catch((error: unknown) =>
      setState({
        type: 'failed',
        error: { code: 'internal', message: strings.couldNotOpen, detail: String(error) },
      }),
    )
    return () => {
      controller.abort()
      shown?.close()
      setScreen(undefined)
    }
  }, [id, attach, label])
  useEffect(() => screen?.setFontSize(fontSize), [screen, fontSize])
  return { place, screen, state }
}

/** One terminal: `attach` must be constant while it is shown. */
export function TerminalScreen({
  id,
  attach,
  title,
  fontSize,
}: {
  id: TerminalId
  attach: AttachTo
  title: string
  fontSize: number
}) {
  const [isSearching, setSearching] = useState(false)
  const { place, screen, state } = useScreen({
    id,
    attach,
    label: strings.screen(title),
    fontSize,
    onSearch: () => setSearching(true),
  })
  return (
    <div className={css['screen']}>
      {state.type === 'reconnecting' && <Banner tone="waiting">{strings.reconnecting}</Banner>}
      {state.type === 'failed' && <Banner tone="failed" error={state.error} />}
      <div ref={place} className={css['xterm']} />
      {isSearching && screen !== undefined && (
        <SearchBar
          screen={screen}
          onClose={() => {
            setSearching(false)
            screen.search.clearDecorations()
            screen.focus()
          }}
        />
      )}
    </div>
  )
}
