import { useEffect, useRef, useState } from 'react'
import type { ClipboardEvent, SyntheticEvent } from 'react'
import type { ErrorData } from '../../../../preload/contract/errors.ts'
import { ContainerId } from '../../../../preload/contract/containers.ts'
import { useSearchState } from '../../../lib/address.ts'
import { toErrorData } from '../../../lib/errors.ts'
import { useClient } from '../../../store/backend.tsx'
import { useImages, useScope } from '../../../store/hooks.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { readCommandLine, looksLikeCommand } from './command-line.ts'
import { CommandLine, usePreview } from './CommandLine.tsx'
import { emptyForm } from './form.ts'
import type { RunForm } from './form.ts'
import { formLike } from './from-spec.ts'
import { PasteLine } from './PasteLine.tsx'
import type { Taken } from './PasteLine.tsx'
import css from './run.module.css'
import { RunFields } from './RunForm.tsx'
import { strings } from './strings.ts'
import { toSpec } from './to-spec.ts'
import { useRun } from './useRun.ts'
import type { Run } from './useRun.ts'

const Left = ({ left }: { left: readonly string[] }) =>
  left.length > 0 && (
    <Banner tone="info">
      {strings.notTaken}
      <ul className={css['left']}>
        {left.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Banner>
  )

const Footer = ({ form, run, onClose }: { form: RunForm; run: Run; onClose: () => void }) => (
  <>
    {run.isBusy && (
      <span className={css['step']} role="status">
        {run.task?.step ?? strings.starting}
      </span>
    )}
    {run.task?.isCancellable === true ? (
      <Button onClick={run.cancel}>{strings.stopTrying}</Button>
    ) : (
      <Button onClick={onClose}>{strings.cancel}</Button>
    )}
    <Button kind="primary" type="submit" form="run" isBusy={run.isBusy}>
      {form.starts ? strings.run : strings.create}
    </Button>
  </>
)

/** Mistakes are shown once the form was sent, and then while they are mended. */
function useForm(first: RunForm) {
  const [form, setForm] = useState(first)
  const [left, setLeft] = useState<readonly string[]>([])
  const [hasTried, setTried] = useState(false)
  const run = useRun(form)
  const specified = toSpec(form)
  const change = (part: Partial<RunForm>) => {
    run.forget()
    setForm((present) => ({ ...present, ...part }))
  }
  const errors = { ...run.refused, ...(hasTried && !specified.ok ? specified.errors : {}) }
  return {
    editing: { form, errors, change },
    spec: specified.ok ? specified.spec : undefined,
    run,
    left,
    take: (taken: Taken) => {
      change(taken.form)
      setLeft(taken.left)
    },
    send: () => {
      setTried(true)
      void run.submit()
    },
  }
}

/** Brings the first mistake into view, once for each time the form was sent or refused. */
function useFirstMistake(errors: Readonly<Record<string, string>>) {
  const form = useRef<HTMLFormElement>(null)
  const where = Object.keys(errors).join(' ')
  useEffect(() => {
    if (where !== '') form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [where])
  return form
}

function Open({ title, first, onClose }: { title: string; first: RunForm; onClose: () => void }) {
  const { editing, spec, run, left, take, send } = useForm(first)
  const [isPasting, setPasting] = useState(false)
  const image = useRef<HTMLInputElement>(null)
  const form = useFirstMistake(run.refused)
  const line = usePreview(spec)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    send()
  }
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text')
    const read = looksLikeCommand(text) ? readCommandLine(text) : undefined
    if (read?.ok !== true) return
    event.preventDefault()
    take(read)
  }
  if (isPasting)
    return (
      <Dialog isOpen onClose={onClose} title={title} width="wide">
        <PasteLine
          line={line ?? ''}
          onBack={() => setPasting(false)}
          onTaken={(taken) => {
            take(taken)
            setPasting(false)
          }}
        />
      </Dialog>
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      width="wide"
      initialFocus={image}
      footer={<Footer form={editing.form} run={run} onClose={onClose} />}
    >
      <form id="run" ref={form} onSubmit={submit} className={css['form']} noValidate>
        {run.error !== undefined && <Banner tone="failed" error={run.error} />}
        <Left left={left} />
        <RunFields
          editing={editing}
          isPortTaken={run.isPortTaken}
          imageRef={image}
          onPaste={paste}
        />
        <CommandLine line={line} onEdit={() => setPasting(true)} />
      </form>
    </Dialog>
  )
}

type Model = { readonly name: string; readonly form: RunForm }

/** Another container like the one that is there. */
function Like({ id, onClose }: { id: ContainerId; onClose: () => void }) {
  const client = useClient()
  const scope = useScope()
  const { rows: images } = useImages()
  const [model, setModel] = useState<Model>()
  const [error, setError] = useState<ErrorData>()
  useEffect(() => {
    const abort = new AbortController()
    client.containers.inspect({ ...scope, id }, { signal: abort.signal }).then(
      (details) => {
        const { name, image } = details.container
        setModel({ name, form: formLike(details, images.get(image)) })
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) setError(toErrorData(thrown))
      },
    )
    return () => abort.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- images that come later change nothing
  }, [client, scope, id])
  if (model !== undefined)
    return <Open title={strings.titleLike(model.name)} first={model.form} onClose={onClose} />
  return (
    <Dialog isOpen onClose={onClose} title={strings.title} width="wide">
      {error === undefined ? undefined : <Banner tone="failed" error={error} />}
    </Dialog>
  )
}

/** Open while the address says so: `?run=new`, or `?run=<id>` for another like that container. */
export function RunDialog() {
  const [what, setWhat] = useSearchState('run')
  const close = () => setWhat(undefined, { replace: true })
  if (what === '') return undefined
  const id = ContainerId.safeParse(what)
  return what === 'new' || !id.success ? (
    <Open title={strings.title} first={emptyForm} onClose={close} />
  ) : (
    <Like id={id.data} onClose={close} />
  )
}
