import { useEffect, useState } from 'react'
import type { RunSpec } from '../../../../preload/contract/run.ts'
import { toErrorData } from '../../../lib/errors.ts'
import { useClient } from '../../../store/backend.tsx'
import { useScope } from '../../../store/hooks.ts'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import css from './run.module.css'
import { shellLine } from './shell-words.ts'
import { strings } from './strings.ts'

const typingPauseMs = 150

/** The engine's own words for a specification, asked when typing pauses. */
export function usePreview(spec: RunSpec | undefined): string | undefined {
  const client = useClient()
  const scope = useScope()
  const [line, setLine] = useState<string>()
  const asked = spec === undefined ? undefined : JSON.stringify(spec)
  useEffect(() => {
    if (spec === undefined) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client.containers.preview({ ...scope, spec }, { signal: abort.signal }).then(
        ({ argv }) => setLine(shellLine(argv)),
        (thrown: unknown) => {
          if (!abort.signal.aborted) setLine(toErrorData(thrown).message)
        },
      )
    }, typingPauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same specification is the same question
  }, [asked, client, scope])
  return spec === undefined ? undefined : line
}

/** The command that the form stands for, while it is typed. */
export const CommandLine = ({ line, onEdit }: { line: string | undefined; onEdit: () => void }) => (
  <fieldset className={css['group']}>
    <legend>{strings.commandLine}</legend>
    <div className={css['line']}>
      {line === undefined ? (
        <span className={css['hint']}>{strings.commandIncomplete}</span>
      ) : (
        <code>{line}</code>
      )}
      {line !== undefined && <CopyButton text={line} label={strings.copyCommand} />}
    </div>
    <div className={css['adds']}>
      <Button size="small" kind="quiet" onClick={onEdit}>
        {strings.editCommand}
      </Button>
    </div>
  </fieldset>
)
