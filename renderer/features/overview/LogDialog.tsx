import { useEffect, useRef, useState } from 'react'
import type { ConnectionId } from '../../../preload/contract/scope.ts'
import type { ErrorData } from '../../../preload/contract/errors.ts'
import { toErrorData } from '../../lib/errors.ts'
import { useClient } from '../../store/backend.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'

export type Program = 'containerd' | 'buildkitd'

const lines = 500

function useLog(connection: ConnectionId, program: Program) {
  const client = useClient()
  const [text, setText] = useState<string>()
  const [error, setError] = useState<ErrorData>()
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    client.machine.log({ connection, program, lines }, { signal }).then(
      (log) => setText(log.lines.join('\n')),
      (thrown: unknown) => {
        if (!signal.aborted) setError(toErrorData(thrown))
      },
    )
    return () => controller.abort()
  }, [client, connection, program])
  return { text, error }
}

const Text = ({ text }: { text: string }) => {
  const last = useRef<HTMLPreElement>(null)
  useEffect(() => {
    const { current } = last
    if (current !== null) current.scrollTop = current.scrollHeight
  }, [text])
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
    <pre ref={last} className={css['log']} tabIndex={0}>
      {text === '' ? strings.emptyLog : text}
    </pre>
  )
}

/** The last lines of one of the machine's own logs. */
export function LogDialog({
  connection,
  program,
  onClose,
}: {
  connection: ConnectionId
  program: Program
  onClose: () => void
}) {
  const { text, error } = useLog(connection, program)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={strings.logTitle(program)}
      footer={text !== undefined && <CopyButton text={text} label={strings.copyLog} />}
    >
      {error !== undefined && <Banner tone="failed" error={error} />}
      {text !== undefined && <Text text={text} />}
    </Dialog>
  )
}
