import { NumberField as Base } from '@base-ui/react/number-field'
import css from './field.module.css'
import { Icon } from './icons.tsx'

/** A number with steps; in a Field it takes its label. Absent is an empty input. */
export const NumberField = ({
  value,
  onChange,
  onCommit,
  min,
  max,
  step = 1,
  placeholder,
  label,
}: {
  value: number | undefined
  onChange: (value: number | undefined) => void
  /** When typing or stepping has ended. */
  onCommit?: ((value: number | undefined) => void) | undefined
  min?: number | undefined
  max?: number | undefined
  step?: number | undefined
  placeholder?: string | undefined
  label?: string | undefined
}) => (
  <Base.Root
    value={value ?? null}
    onValueChange={(next) => onChange(next ?? undefined)}
    onValueCommitted={(next) => onCommit?.(next ?? undefined)}
    min={min}
    max={max}
    step={step}
    locale="en"
    format={{ useGrouping: false, maximumFractionDigits: 6 }}
  >
    <Base.Group className={css['number']}>
      <Base.Input className={css['input']} placeholder={placeholder} aria-label={label} />
      <Base.Decrement className={css['step']}>
        <Icon name="minus" />
      </Base.Decrement>
      <Base.Increment className={css['step']}>
        <Icon name="plus" />
      </Base.Increment>
    </Base.Group>
  </Base.Root>
)
