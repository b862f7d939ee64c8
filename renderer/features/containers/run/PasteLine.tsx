import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Field, TextArea } from '../../../ui/Field.tsx'
import { readCommandLine } from './command-line.ts'
import type { RunForm } from './form.ts'
import css from './run.module.css'
import { strings } from './strings.ts'

export type Taken = { readonly form: RunForm; readonly left: readonly string[] }

/** The other way round: a line becomes the form. */
export function PasteLine({
  line: first,
  onTaken,
  onBack,
}: {
  line: string
  onTaken: (taken: Taken) => void
  onBack: () => void
}) {
  const [line, setLine] = useState(first)
  const [problem, setProblem] = useState<string>()
  const read = () => {
    const result = readCommandLine(line)
    if (result.ok) onTaken(result)
    else setProblem(result.reason)
  }
  return (
    <div className={css['form']}>
      <Field label={strings.pasteLabel} error={problem}>
        <TextArea
          value={line}
          onChange={(next) => {
            setLine(next)
            setProblem(undefined)
          }}
          rows={7}
          placeholder={strings.pastePlaceholder}
          isMono
        />
      </Field>
      <div className={css['adds']}>
        <Button kind="primary" onClick={read}>
          {strings.read}
        </Button>
        <Button onClick={onBack}>{strings.backToForm}</Button>
      </div>
    </div>
  )
}
