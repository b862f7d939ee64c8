import { useState } from 'react'
import type { SyntheticEvent } from 'react'
import type { ErrorData } from '../../preload/contract/errors.ts'
import { toErrorData } from '../lib/errors.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { strings } from './strings.ts'
import css from './terminal.module.css'

export type Wanted = {
  readonly command?: string[]
  readonly user?: string
  readonly workingDirectory?: string
}

type Typed = { readonly command: string; readonly user: string; readonly directory: string }

const wantedFrom = ({ command, user, directory }: Typed): Wanted => ({
  ...(command.trim() === '' ? {} : { command: command.trim().split(/\s+/) }),
  ...(user.trim() === '' ? {} : { user: user.trim() }),
  ...(directory.trim() === '' ? {} : { workingDirectory: directory.trim() }),
})

const fields: Readonly<Record<string, keyof Typed>> = {
  command: 'command',
  user: 'user',
  workingDirectory: 'directory',
}

/** Which shell, as whom, where. */
export function NewTerminalDialog({
  name,
  open,
  onClose,
}: {
  name: string
  open: (wanted: Wanted) => Promise<void>
  onClose: () => void
}) {
  const [typed, setTyped] = useState<Typed>({ command: '', user: '', directory: '' })
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData>()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await open(wantedFrom(typed))
      onClose()
    } catch (thrown) {
      setError(toErrorData(thrown))
    } finally {
      setBusy(false)
    }
  }
  const wrong = fields[error?.field?.split('.')[0] ?? '']
  const field = (key: keyof Typed, label: string, hint: string, placeholder: string) => (
    <TextField
      label={label}
      hint={hint}
      placeholder={placeholder}
      isMono
      error={wrong === key ? error?.message : undefined}
      value={typed[key]}
      onChange={(text) => setTyped({ ...typed, [key]: text })}
    />
  )
  const footer = (
    <>
      <Button onClick={onClose}>{strings.cancel}</Button>
      <Button kind="primary" type="submit" form="new-terminal" isBusy={isBusy}>
        {strings.open}
      </Button>
    </>
  )
  return (
    <Dialog isOpen onClose={onClose} title={strings.dialogTitle(name)} footer={footer}>
      <form
        id="new-terminal"
        className={css['form']}
        onSubmit={(event) => void submit(event)}
        noValidate
      >
        {field('command', strings.command, strings.commandHint, 'bash')}
        {field('user', strings.user, strings.userHint, 'root')}
        {field('directory', strings.directory, strings.directoryHint, '/')}
      </form>
      {error !== undefined && wrong === undefined && <Banner tone="failed" error={error} />}
    </Dialog>
  )
}
