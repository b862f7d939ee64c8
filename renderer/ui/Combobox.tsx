import { Autocomplete } from '@base-ui/react/autocomplete'
import type { KeyboardEventHandler, Ref } from 'react'
import { cx } from '../lib/cx.ts'
import css from './field.module.css'
import menu from './menu.module.css'
import { useOverlay } from './overlay.ts'

export type Suggestion = {
  readonly value: string
  /** Shown instead of the value. */
  readonly label?: string | undefined
  readonly note?: string | undefined
}

const Suggestions = () => (
  <Autocomplete.Portal container={useOverlay()}>
    <Autocomplete.Positioner className={menu['positioner']} sideOffset={4} align="start">
      <Autocomplete.Popup className={menu['popup']}>
        <Autocomplete.List>
          {(item: Suggestion) => (
            <Autocomplete.Item key={item.value} value={item} className={menu['item']}>
              <span className={menu['label']}>{item.label ?? item.value}</span>
              {item.note !== undefined && <span className={menu['note']}>{item.note}</span>}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Popup>
    </Autocomplete.Positioner>
  </Autocomplete.Portal>
)

/**
 * Free text with completions. The caller filters: `suggestions` are shown as they come; choosing one
 * puts its value into the input, or calls `onChoose` instead when that is given.
 */
export const Combobox = ({
  value,
  onChange,
  suggestions,
  onChoose,
  placeholder,
  label,
  isMono,
  isBare,
  onKeyDown,
  ref,
}: {
  value: string
  onChange: (value: string) => void
  suggestions: readonly Suggestion[]
  onChoose?: ((suggestion: Suggestion) => void) | undefined
  placeholder?: string | undefined
  label?: string | undefined
  isMono?: boolean | undefined
  /** Without its own border, for a box that has one. */
  isBare?: boolean | undefined
  onKeyDown?: KeyboardEventHandler<HTMLInputElement> | undefined
  ref?: Ref<HTMLInputElement> | undefined
}) => (
  <Autocomplete.Root
    items={suggestions}
    filter={null}
    mode="none"
    value={value}
    openOnInputClick
    itemToStringValue={(item: Suggestion) => item.value}
    onValueChange={(next, details) => {
      const chosen =
        details.reason === 'item-press'
          ? suggestions.find((suggestion) => suggestion.value === next)
          : undefined
      if (chosen !== undefined && onChoose !== undefined) onChoose(chosen)
      else onChange(next)
    }}
  >
    <Autocomplete.Input
      className={isBare === true ? css['bare'] : cx(css['input'], isMono === true && css['mono'])}
      placeholder={placeholder}
      aria-label={label}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={onKeyDown}
      {...(ref === undefined ? {} : { ref })}
    />
    {suggestions.length > 0 && <Suggestions />}
  </Autocomplete.Root>
)
