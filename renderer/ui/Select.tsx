import { Select as Base } from '@base-ui/react/select'
import css from './field.module.css'
import { Icon } from './icons.tsx'
import menu from './menu.module.css'
import { useOverlay } from './overlay.ts'

export type Option<Value extends string> = {
  readonly value: Value
  readonly label: string
  readonly note?: string | undefined
}

const Options = <Value extends string>({ options }: { options: readonly Option<Value>[] }) => (
  <Base.Portal container={useOverlay()}>
    <Base.Positioner
      className={menu['positioner']}
      sideOffset={4}
      alignItemWithTrigger={false}
      align="start"
    >
      <Base.Popup className={menu['popup']}>
        <Base.List>
          {options.map(({ value, label, note }) => (
            <Base.Item key={value} value={value} className={menu['item']}>
              <span className={menu['slot']}>
                <Base.ItemIndicator>
                  <Icon name="check" />
                </Base.ItemIndicator>
              </span>
              <Base.ItemText className={menu['label']}>{label}</Base.ItemText>
              {note !== undefined && <span className={menu['note']}>{note}</span>}
            </Base.Item>
          ))}
        </Base.List>
      </Base.Popup>
    </Base.Positioner>
  </Base.Portal>
)

/** One of a few. In a Field it takes its label; alone it needs `label`. */
export const Select = <Value extends string>({
  value,
  onChange,
  options,
  label,
}: {
  value: Value
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  label?: string | undefined
}) => (
  <Base.Root
    items={options}
    value={value}
    onValueChange={(next) => {
      if (next !== null) onChange(next)
    }}
  >
    <Base.Trigger className={css['trigger']} aria-label={label}>
      <Base.Value />
      <Base.Icon>
        <Icon name="down" />
      </Base.Icon>
    </Base.Trigger>
    <Options options={options} />
  </Base.Root>
)
