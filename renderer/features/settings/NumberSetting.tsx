import { useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import css from './settings.module.css'

/** A number that counts once typing or stepping has ended, and only when it is one. */
export function NumberSetting({
  label,
  hint,
  value,
  min,
  max,
  step,
  onCommit,
}: {
  label: string
  hint?: string | undefined
  value: number
  min: number
  max: number
  step?: number | undefined
  onCommit: (value: number) => void
}) {
  const [typed, setTyped] = useState<number>()
  return (
    <Field label={label} hint={hint} className={css['number']}>
      <NumberField
        value={typed ?? value}
        min={min}
        max={max}
        step={step}
        onChange={setTyped}
        onCommit={(next) => {
          setTyped(undefined)
          if (next !== undefined && next !== value) onCommit(next)
        }}
      />
    </Field>
  )
}
