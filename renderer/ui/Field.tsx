import { Field as Base } from '@base-ui/react/field'
import { Input } from '@base-ui/react/input'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import css from './field.module.css'

export type FieldProps = {
  label: string
  /** The label stays for assistive technology, and the place says the rest. */
  isLabelHidden?: boolean | undefined
  /** What is wrong with the value, under it. */
  error?: string | undefined
  hint?: ReactNode
  className?: string | undefined
}

/** Label, control, and what is to say about it. Holds one TextInput, Select, NumberField or Combobox. */
export const Field = ({
  label,
  isLabelHidden,
  error,
  hint,
  className,
  children,
}: FieldProps & { children: ReactNode }) => (
  <Base.Root className={cx(css['field'], className)} invalid={error !== undefined}>
    <Base.Label className={cx(css['label'], isLabelHidden === true && 'visually-hidden')}>
      {label}
    </Base.Label>
    {children}
    {error === undefined ? undefined : (
      <Base.Error match className={css['error']}>
        {error}
      </Base.Error>
    )}
    {hint === undefined || error !== undefined ? undefined : (
      <Base.Description className={css['hint']} render={<div />}>
        {hint}
      </Base.Description>
    )}
  </Base.Root>
)

export type TextInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className'> & {
  value: string
  onChange: (value: string) => void
  /** For ids, paths and commands. */
  isMono?: boolean | undefined
}

export const TextInput = ({ onChange, isMono, ref, ...rest }: TextInputProps) => (
  <Input
    autoComplete="off"
    spellCheck={false}
    {...rest}
    {...(ref === undefined ? {} : { ref })}
    className={cx(css['input'], isMono === true && css['mono'])}
    onValueChange={onChange}
  />
)

/** The usual case: a Field with a TextInput. */
export const TextField = ({
  label,
  isLabelHidden,
  error,
  hint,
  className,
  ...input
}: FieldProps & TextInputProps) => (
  <Field
    label={label}
    isLabelHidden={isLabelHidden}
    error={error}
    hint={hint}
    className={className}
  >
    <TextInput {...input} />
  </Field>
)

/** Several lines. */
export const TextArea = ({
  value,
  onChange,
  isMono,
  rows = 3,
  ...rest
}: Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'className' | 'ref'> & {
  value: string
  onChange: (value: string) => void
  isMono?: boolean | undefined
}) => (
  <Base.Control
    render={
      <textarea
        spellCheck={false}
        {...rest}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    }
    className={cx(css['input'], isMono === true && css['mono'])}
  />
)
