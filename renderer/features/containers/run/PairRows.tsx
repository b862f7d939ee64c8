import type { ClipboardEvent, ReactNode } from 'react'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { rowError, withRow } from './editing.ts'
import type { Editing } from './editing.ts'
import { readEnvironment } from './environment.ts'
import type { Pair } from './environment.ts'
import css from './run.module.css'
import { strings } from './strings.ts'

const words = {
  environment: {
    title: strings.environment,
    add: strings.addVariable,
    name: strings.variableName,
    value: strings.variableValue,
    remove: strings.removeVariable,
  },
  labels: {
    title: strings.labels,
    add: strings.addLabel,
    name: strings.labelName,
    value: strings.labelValue,
    remove: strings.removeLabel,
  },
} as const

/** Names and values: the environment, or the labels. Several lines pasted become several rows. */
export function PairRows({
  editing,
  list,
  hint,
}: {
  editing: Editing
  list: 'environment' | 'labels'
  hint?: ReactNode
}) {
  const { form, errors, change } = editing
  const rows = form[list]
  const say = words[list]
  const put = (index: number, row?: Pair) => change({ [list]: withRow(rows, index, row) })
  const paste = (index: number) => (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text')
    if (!/[=\n]/.test(text)) return
    event.preventDefault()
    change({ [list]: rows.toSpliced(index, 1, ...readEnvironment(text).pairs) })
  }
  return (
    <fieldset className={css['group']}>
      <legend>{say.title}</legend>
      {rows.map((row, index) => (
        <div key={index} className={css['variable']}>
          <TextField
            label={say.name(index + 1)}
            isLabelHidden
            value={row.name}
            onChange={(name) => put(index, { ...row, name })}
            onPaste={paste(index)}
            error={rowError(errors, list, index, 'name')}
            placeholder="NAME"
            isMono
          />
          <TextField
            label={say.value(index + 1)}
            isLabelHidden
            value={row.value}
            onChange={(value) => put(index, { ...row, value })}
            error={rowError(errors, list, index, 'value')}
            isMono
          />
          <IconButton
            icon="close"
            kind="quiet"
            label={say.remove(index + 1)}
            onClick={() => put(index)}
          />
        </div>
      ))}
      <div className={css['adds']}>
        <Button
          size="small"
          kind="quiet"
          icon="plus"
          onClick={() => change({ [list]: [...rows, { name: '', value: '' }] })}
        >
          {say.add}
        </Button>
        {rows.length > 0 && hint !== undefined && <span className={css['hint']}>{hint}</span>}
      </div>
    </fieldset>
  )
}
