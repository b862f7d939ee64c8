import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { ErrorData } from '../../preload/contract/errors.ts'
import { toErrorData } from '../lib/errors.ts'
import { Banner } from './Banner.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import css from './dialog.module.css'
import { TextField } from './Field.tsx'

export type Question = {
  /** The question, with the object's name: `Remove web?` */
  title: string
  /** Counts what goes. */
  body?: ReactNode
  /** The objects, when there are several. */
  objects?: readonly string[] | undefined
  /** The verb of the question, again. */
  verb: string
  /** Only where data is lost for good: what has to be typed. */
  typed?: string | undefined
  isDanger?: boolean | undefined
  /** Choices that belong to the question (checkboxes). */
  children?: ReactNode
  /** Rejects with an AppError, which is then shown here. */
  confirm: () => Promise<void> | void
}

function useConfirm(question: Question, onClose: () => void) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData>()
  const confirm = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await question.confirm()
      onClose()
    } catch (thrown) {
      setError(toErrorData(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, error, confirm }
}

const Objects = ({ names }: { names: readonly string[] }) => (
  <ul className={css['list']}>
    {names.map((name) => (
      <li key={name}>{name}</li>
    ))}
  </ul>
)

function Body({ question, onClose }: { question: Question; onClose: () => void }) {
  const { isBusy, error, confirm } = useConfirm(question, onClose)
  const [typed, setTyped] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  const isTyped = question.typed === undefined || typed === question.typed
  const footer = (
    <>
      <Button ref={cancel} onClick={onClose}>
        Cancel
      </Button>
      <Button
        kind={question.isDanger === false ? 'primary' : 'danger'}
        isBusy={isBusy}
        unavailable={isTyped ? undefined : `Type ${question.typed ?? ''} first.`}
        onClick={() => void confirm()}
      >
        {question.verb}
      </Button>
    </>
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={question.title}
      description={question.body}
      initialFocus={cancel}
      role="alertdialog"
      footer={footer}
    >
      {question.objects !== undefined && <Objects names={question.objects} />}
      {question.children}
      {question.typed !== undefined && (
        <TextField
          className={css['typed']}
          label={`Type ${question.typed} to confirm`}
          value={typed}
          onChange={setTyped}
        />
      )}
      {error !== undefined && <Banner className={css['error']} tone="failed" error={error} />}
    </Dialog>
  )
}

/** A question before something goes: the focus rests on Cancel. Open while there is a question. */
export const ConfirmDialog = ({
  question,
  onClose,
}: {
  question: Question | undefined
  onClose: () => void
}) => (question === undefined ? undefined : <Body question={question} onClose={onClose} />)
