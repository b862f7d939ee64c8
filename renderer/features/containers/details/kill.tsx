import { useState } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { ask } from '../../../store/questions.ts'
import { Field } from '../../../ui/Field.tsx'
import { Select } from '../../../ui/Select.tsx'
import type { Page } from '../context.tsx'
import css from './details.module.css'
import { strings } from './strings.ts'

const options = Object.entries(strings.killNote).map(([value, note]) => ({
  value,
  label: value,
  note,
}))

const Signal = ({ onChange }: { onChange: (signal: string) => void }) => {
  const [signal, setSignal] = useState('SIGKILL')
  return (
    <Field className={css['signal']} label={strings.killSignal}>
      <Select
        value={signal}
        options={options}
        onChange={(next) => {
          setSignal(next)
          onChange(next)
        }}
      />
    </Field>
  )
}

/** Asks which signal, and sends it; the dialog shows a failure. */
export function askToKill({ actions, scope }: Page, container: Container): void {
  let signal = 'SIGKILL'
  ask({
    title: strings.killTitle(container.name),
    body: strings.killBody,
    verb: strings.killVerb,
    isDanger: true,
    children: <Signal onChange={(next) => (signal = next)} />,
    confirm: () => actions.kill(scope, container, signal),
  })
}
