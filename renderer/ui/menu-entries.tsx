import { Menu as Base } from '@base-ui/react/menu'
import { cx } from '../lib/cx.ts'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import { Kbd } from './Kbd.tsx'
import css from './menu.module.css'

/** A menu is data, so that a button, a row and a context menu can offer the same one. */
export type MenuEntry =
  | {
      readonly type?: 'action'
      readonly id: string
      readonly label: string
      readonly icon?: IconName | undefined
      readonly shortcut?: string | undefined
      /** Faint words beside the label. */
      readonly note?: string | undefined
      readonly isDanger?: boolean | undefined
      /** Why it cannot be used now. */
      readonly unavailable?: string | undefined
      readonly run: () => void
    }
  | {
      readonly type: 'toggle'
      readonly id: string
      readonly label: string
      readonly isOn: boolean
      readonly unavailable?: string | undefined
      readonly toggle: (isOn: boolean) => void
    }
  | {
      readonly type: 'choice'
      readonly id: string
      readonly label?: string | undefined
      readonly value: string
      readonly options: readonly { value: string; label: string; note?: string | undefined }[]
      readonly choose: (value: string) => void
    }
  | {
      readonly type: 'menu'
      readonly id: string
      readonly label: string
      readonly icon?: IconName | undefined
      readonly entries: readonly MenuEntry[]
    }
  | { readonly type: 'separator'; readonly id: string }
  | { readonly type: 'heading'; readonly id: string; readonly label: string }

type Of<Type> = Extract<MenuEntry, { readonly type: Type }>
type Action = Exclude<
  MenuEntry,
  { readonly type: Exclude<MenuEntry['type'], 'action' | undefined> }
>

const Note = ({ text }: { text: string | undefined }) =>
  text === undefined ? undefined : <span className={css['note']}>{text}</span>

const ActionItem = ({ entry }: { entry: Action }) => (
  <Base.Item
    className={cx(css['item'], entry.isDanger === true && css['danger'])}
    disabled={entry.unavailable !== undefined}
    onClick={entry.run}
    label={entry.label}
  >
    {entry.icon === undefined ? undefined : <Icon name={entry.icon} />}
    <span className={css['label']}>{entry.label}</span>
    <Note text={entry.unavailable ?? entry.note} />
    {entry.shortcut === undefined ? undefined : <Kbd keys={entry.shortcut} />}
  </Base.Item>
)

const ToggleItem = ({ entry }: { entry: Of<'toggle'> }) => (
  <Base.CheckboxItem
    className={css['item']}
    checked={entry.isOn}
    disabled={entry.unavailable !== undefined}
    onCheckedChange={entry.toggle}
    closeOnClick={false}
    label={entry.label}
  >
    <span className={css['slot']}>
      <Base.CheckboxItemIndicator>
        <Icon name="check" />
      </Base.CheckboxItemIndicator>
    </span>
    <span className={css['label']}>{entry.label}</span>
    <Note text={entry.unavailable} />
  </Base.CheckboxItem>
)

const ChoiceItems = ({ entry }: { entry: Of<'choice'> }) => (
  <Base.Group>
    {entry.label !== undefined && (
      <Base.GroupLabel className={css['heading']}>{entry.label}</Base.GroupLabel>
    )}
    <Base.RadioGroup value={entry.value} onValueChange={(value: string) => entry.choose(value)}>
      {entry.options.map((option) => (
        <Base.RadioItem
          key={option.value}
          className={css['item']}
          value={option.value}
          closeOnClick
          label={option.label}
        >
          <span className={css['slot']}>
            <Base.RadioItemIndicator>
              <Icon name="check" />
            </Base.RadioItemIndicator>
          </span>
          <span className={css['label']}>{option.label}</span>
          <Note text={option.note} />
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  </Base.Group>
)

const Submenu = ({ entry }: { entry: Of<'menu'> }) => (
  <Base.SubmenuRoot>
    <Base.SubmenuTrigger className={css['item']} label={entry.label}>
      {entry.icon === undefined ? undefined : <Icon name={entry.icon} />}
      <span className={css['label']}>{entry.label}</span>
      <Icon name="right" />
    </Base.SubmenuTrigger>
    <Base.Portal>
      <Base.Positioner className={css['positioner']} sideOffset={2} alignOffset={-5}>
        <Base.Popup className={css['popup']}>
          <MenuEntries entries={entry.entries} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.SubmenuRoot>
)

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.type) {
    case 'separator':
      return <Base.Separator className={css['separator']} />
    case 'heading':
      return <div className={css['heading']}>{entry.label}</div>
    case 'toggle':
      return <ToggleItem entry={entry} />
    case 'choice':
      return <ChoiceItems entry={entry} />
    case 'menu':
      return <Submenu entry={entry} />
    default:
      return <ActionItem entry={entry} />
  }
}

export const MenuEntries = ({ entries }: { entries: readonly MenuEntry[] }) =>
  entries.map((entry) => <Entry key={entry.id} entry={entry} />)
