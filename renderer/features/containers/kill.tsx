import { useState } from 'react'
import type { Container } from '../../../preload/contract/containers.ts'
import { ask } from '../../store/questions.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import type { Page } from './context.tsx'
import css from './kill.module.css'
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

/** Asks which signal, and sends it to all; the dialog shows a failure. */
export function askToKill({ actions, scope }: Page, containers: readonly Container[]): void {
  let signal = 'SIGKILL'
  const [first] = containers
  if (first === undefined) return
  ask({
    title:
      containers.length === 1 ? strings.killOne(first.name) : strings.killMany(containers.length),
    body: strings.killBody,
    ...(containers.length === 1 ? {} : { objects: containers.map(({ name }) => name) }),
    verb: strings.killVerb,
    isDanger: true,
    children: <Signal onChange={(next) => (signal = next)} />,
    confirm: async () => {
      await Promise.all(containers.map((container) => actions.kill(scope, container, signal)))
    },
  })
}
