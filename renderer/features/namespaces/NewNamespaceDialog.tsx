import { useRef, useState } from 'react'
import type { SyntheticEvent } from 'react'
import { Namespace } from '../../../preload/contract/scope.ts'
import type { ErrorData } from '../../../preload/contract/errors.ts'
import { toErrorData } from '../../lib/errors.ts'
import { useClient } from '../../store/backend.tsx'
import { useScope } from '../../store/hooks.ts'
import { closePanel, useIsOpen } from '../../store/panels.ts'
import { switchNamespace } from '../../store/scope.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import css from './namespaces.module.css'
import { strings } from './strings.ts'

function useCreate() {
  const client = useClient()
  const { connection } = useScope()
  const [problem, setProblem] = useState<string>()
  const [error, setError] = useState<ErrorData>()
  const [isBusy, setBusy] = useState(false)
  const create = async (name: string) => {
    const parsed = Namespace.safeParse(name)
    setProblem(parsed.error?.issues[0]?.message)
    setError(undefined)
    if (!parsed.success) return
    setBusy(true)
    try {
      await client.namespaces.create({ connection, namespace: parsed.data })
      closePanel()
      switchNamespace(parsed.data)
    } catch (thrown) {
      setError(toErrorData(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { problem, error, isBusy, create }
}

function Form() {
  const [name, setName] = useState('')
  const { problem, error, isBusy, create } = useCreate()
  const input = useRef<HTMLInputElement>(null)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void create(name)
  }
  return (
    <Dialog
      isOpen
      onClose={closePanel}
      title={strings.createTitle}
      description={strings.createText}
      initialFocus={input}
      footer={
        <>
          <Button onClick={closePanel}>{strings.cancel}</Button>
          <Button kind="primary" type="submit" form="new-namespace" isBusy={isBusy}>
            {strings.createVerb}
          </Button>
        </>
      }
    >
      <form id="new-namespace" onSubmit={submit} className={css['field']}>
        <TextField
          label={strings.name}
          value={name}
          onChange={setName}
          error={problem}
          isMono
          ref={input}
        />
      </form>
      {error !== undefined && <Banner className={css['error']} tone="failed" error={error} />}
    </Dialog>
  )
}

export const NewNamespaceDialog = () => useIsOpen('new-namespace') && <Form />
