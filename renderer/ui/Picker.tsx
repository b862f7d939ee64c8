import { Combobox as Base } from '@base-ui/react/combobox'
import type { ReactElement } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './icons.tsx'
import menu from './menu.module.css'
import { useOverlay } from './overlay.ts'
import css from './picker.module.css'

type Extra = { readonly label: string; readonly run: () => void }

const List = () => (
  <Base.List>
    {(item: string) => (
      <Base.Item key={item} value={item} className={menu['item']}>
        <span className={menu['slot']}>
          <Base.ItemIndicator>
            <Icon name="check" />
          </Base.ItemIndicator>
        </span>
        <span className={menu['label']}>{item}</span>
      </Base.Item>
    )}
  </Base.List>
)

/** One of many, found by typing. `trigger` is a Button; `extra` stands under the list. */
export const Picker = ({
  trigger,
  value,
  options,
  onChange,
  label,
  nothing,
  extra,
}: {
  trigger: ReactElement
  value: string
  options: readonly string[]
  onChange: (value: string) => void
  /** The name of the input. */
  label: string
  /** Said when nothing matches. */
  nothing: string
  extra?: Extra | undefined
}) => (
  <Base.Root
    items={options}
    value={value}
    onValueChange={(next) => {
      if (next !== null) onChange(next)
    }}
  >
    <Base.Trigger render={trigger} />
    <Base.Portal container={useOverlay()}>
      <Base.Positioner className={menu['positioner']} sideOffset={4} align="start">
        <Base.Popup className={menu['popup']} aria-label={label}>
          <Base.Input className={css['input']} placeholder={label} aria-label={label} />
          <Base.Empty className={css['nothing']}>{nothing}</Base.Empty>
          <List />
          {extra !== undefined && (
            <div className={css['extra']}>
              <Button kind="quiet" icon="plus" onClick={extra.run}>
                {extra.label}
              </Button>
            </div>
          )}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
