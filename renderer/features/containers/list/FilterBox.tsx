import { useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Combobox } from '../../../ui/Combobox.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { complete, completed } from '../filter/complete.ts'
import { keyWords } from '../filter/filter.ts'
import { filterWords } from '../filter/words.ts'
import type { FilterWord } from '../filter/words.ts'
import { strings } from '../strings.ts'
import css from './list.module.css'

const isChip = ({ key, value }: FilterWord) =>
  key !== undefined && value !== '' && keyWords.includes(key)

type Split = { readonly chips: readonly string[]; readonly draft: string }

/** Words with a key stand as chips before what is being typed; the one under the cursor is not one yet. */
function split(text: string, isFinished: boolean): Split {
  const words = filterWords(text)
  const chips = words.filter((word) => isChip(word) && (isFinished || word.end < text.length))
  let draft = text
  for (const { start, end } of [...chips].reverse()) {
    draft = draft.slice(0, start) + draft.slice(end).trimStart()
  }
  return { chips: chips.map((word) => word.text), draft }
}

const join = (chips: readonly string[], draft: string) => [...chips, draft].join(' ').trim()

function Chip({ text, remove }: { text: string; remove: () => void }) {
  const colon = text.indexOf(':') + 1
  return (
    <span className={css['chip']}>
      <span className={css['faint']}>{text.slice(0, colon)}</span>
      {text.slice(colon)}
      <button type="button" tabIndex={-1} aria-label={strings.removeWord(text)} onClick={remove}>
        <Icon name="close" />
      </button>
    </span>
  )
}

/** What is typed, kept apart from the address: there it has no trailing space and no cursor. */
function useDraft(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(() => ({ ...split(value, true), value }))
  let { chips, draft } = typed
  if (typed.value !== value) {
    // The address changed by itself: back, a link, “only this project”.
    ;({ chips, draft } = split(value, true))
    setTyped({ chips, draft, value })
  }
  const set = (nextChips: readonly string[], nextDraft: string) => {
    const fresh = split(nextDraft, false)
    const all = [...nextChips, ...fresh.chips]
    const next = join(all, fresh.draft)
    setTyped({ chips: all, draft: fresh.draft, value: next })
    onChange(next)
  }
  return { chips, draft, set }
}

export function FilterBox({
  value,
  onChange,
  containers,
  input,
}: {
  value: string
  onChange: (value: string) => void
  containers: readonly Container[]
  input: Ref<HTMLInputElement>
}) {
  const { chips, draft, set } = useDraft(value, onChange)
  const own = useRef<HTMLDivElement>(null)
  // After a finished word the list itself is what one wants to see.
  const isDone = draft === '' && chips.length > 0
  const suggestions = useMemo(
    () => (isDone ? [] : complete(draft, containers)),
    [isDone, draft, containers],
  )
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const isAtStart =
      event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0
    const last = chips.at(-1)
    if (event.key === 'Backspace' && isAtStart && last !== undefined) {
      event.preventDefault()
      set(chips.slice(0, -1), last + draft)
    }
  }
  return (
    <div className={css['filterBox']} ref={own}>
      <Icon name="filter" className={css['filterIcon']} />
      {chips.map((chip, index) => (
        <Chip key={chip} text={chip} remove={() => set(chips.toSpliced(index, 1), draft)} />
      ))}
      <Combobox
        ref={input}
        isBare
        label={strings.filterLabel}
        placeholder={chips.length === 0 ? strings.filter : ''}
        value={draft}
        onChange={(next) => set(chips, next)}
        suggestions={suggestions}
        onChoose={(chosen) => {
          const completion = suggestions.find((one) => one.value === chosen.value)
          if (completion !== undefined) set(chips, completed(draft, completion))
        }}
        onKeyDown={press}
      />
      {value !== '' && (
        <IconButton
          size="small"
          icon="close"
          label={strings.clearFilter}
          onClick={() => set([], '')}
        />
      )}
    </div>
  )
}
