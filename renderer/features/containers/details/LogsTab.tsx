import { useMemo } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { defaultSettings } from '../../../../preload/contract/settings.ts'
import { LogView } from '../../../logs/LogView.tsx'
import type { LogSource } from '../../../logs/session.ts'
import { useClient } from '../../../store/backend.tsx'
import { useSettings } from '../../../store/hooks.ts'
import { containerStatus } from '../../../ui/StatusDot.tsx'
import { Time } from '../../../ui/Time.tsx'
import { usePage } from '../context.tsx'
import css from './details.module.css'

const isOver = ({ state }: Container) => state === 'exited'

const Note = ({ container }: { container: Container }) => (
  <span className={css['logNote']}>
    {container.name} {containerStatus(container).word}
    {container.exitedAt !== undefined && (
      <>
        {' '}
        <Time at={container.exitedAt} isAgo />
      </>
    )}
  </span>
)

export function LogsTab({ container }: { container: Container }) {
  const client = useClient()
  const { scope } = usePage()
  const settings = useSettings()
  const { id } = container
  const source = useMemo(
    (): LogSource => (wanted, signal) =>
      client.containers.logs({ ...scope, id, follow: true, ...wanted }, { signal }),
    [client, scope, id],
  )
  return (
    <LogView
      source={source}
      name={container.name}
      capacity={settings?.logLinesKept ?? defaultSettings.logLinesKept}
      startedAt={container.startedAt}
      note={isOver(container) ? <Note container={container} /> : undefined}
    />
  )
}
