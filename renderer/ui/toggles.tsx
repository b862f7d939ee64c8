import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { useId } from 'react'
import type { ReactNode } from 'react'
import css from './field.module.css'
import { Icon } from './icons.tsx'

type Toggle = {
  label: ReactNode
  isOn: boolean
  onChange: (isOn: boolean) => void
  hint?: ReactNode
}

const Words = ({ id, label, hint }: { id: string; label: ReactNode; hint: ReactNode }) => (
  <span>
    <span id={id}>{label}</span>
    {hint !== undefined && (
      <span className={css['hint']} id={`${id}-hint`}>
        <br />
        {hint}
      </span>
    )}
  </span>
)

const named = (id: string, hint: ReactNode) => ({
  'aria-labelledby': id,
  ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
})

/** One of several choices that are applied together. */
export function Checkbox({
  label,
  isOn,
  onChange,
  hint,
  isMixed = false,
}: Toggle & { isMixed?: boolean | undefined }) {
  const id = useId()
  return (
    // eslint-disable-next-line jsx-a11y/label-has-associated-control -- the control is inside
    <label className={css['row']}>
      <BaseCheckbox.Root
        className={css['box']}
        checked={isOn}
        indeterminate={isMixed}
        onCheckedChange={onChange}
        {...named(id, hint)}
      >
        <BaseCheckbox.Indicator>
          <Icon name={isMixed ? 'minus' : 'check'} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <Words id={id} label={label} hint={hint} />
    </label>
  )
}

/** Something that is on or off at once. */
export function Switch({ label, isOn, onChange, hint }: Toggle) {
  const id = useId()
  return (
    // eslint-disable-next-line jsx-a11y/label-has-associated-control -- the control is inside
    <label className={css['row']}>
      <BaseSwitch.Root
        className={css['switch']}
        checked={isOn}
        onCheckedChange={onChange}
        {...named(id, hint)}
      >
        <BaseSwitch.Thumb className={css['thumb']} />
      </BaseSwitch.Root>
      <Words id={id} label={label} hint={hint} />
    </label>
  )
}
