import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { ContainerName } from '../../../../preload/contract/containers.ts'
import type { Container } from '../../../../preload/contract/containers.ts'
import type { ErrorData } from '../../../../preload/contract/errors.ts'
import { toErrorData } from '../../../lib/errors.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { usePage } from '../context.tsx'
import css from './details.module.css'
import { strings } from './strings.ts'

/** A new input is typed over at once. */
const begin = (input: HTMLInputElement | null) => {
  input?.focus()
  input?.select()
}

function useRename(container: Container, done: () => void) {
  const { actions, scope } = usePage()
  const [name, setName] = useState(container.name)
  const [error, setError] = useState<ErrorData>()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    const next = name.trim()
    if (next === container.name) {
      done()
      return
    }
    const problem = ContainerName.safeParse(next).error?.issues[0]?.message
    if (problem !== undefined) {
      setError({ code: 'invalid-input', message: problem })
      return
    }
    setBusy(true)
    try {
      await actions.rename(scope, container, next)
      done()
    } catch (thrown) {
      setError(toErrorData(thrown))
    } finally {
      setBusy(false)
    }
  }
  const change = (next: string) => {
    setName(next)
    setError(undefined)
  }
  return { name, change, error, isBusy, save }
}

/** The name as a field: Enter keeps it, Escape leaves it; what is wrong is said under it. */
export function Rename({ container, done }: { container: Container; done: () => void }) {
  const { name, change, error, isBusy, save } = useRename(container, done)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void save()
    else if (event.key === 'Escape') done()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span className={css['rename']}>
      <TextField
        className={css['renameField']}
        label={strings.newName}
        isLabelHidden
        value={name}
        onChange={change}
        error={error?.message}
        ref={begin}
        onKeyDown={press}
      />
      <Button isBusy={isBusy} onClick={() => void save()}>
        {strings.save}
      </Button>
      <Button kind="quiet" onClick={done}>
        {strings.cancel}
      </Button>
    </span>
  )
}
