import { useMemo } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { defaultSettings } from '../../../../preload/contract/settings.ts'
import { useClient } from '../../../store/backend.tsx'
import { useSettings, useTerminals } from '../../../store/hooks.ts'
import { Terminals } from '../../../terminal/Terminals.tsx'
import type { TerminalSource } from '../../../terminal/Terminals.tsx'
import { usePage } from '../context.tsx'
import { strings } from './strings.ts'

/** Told again by the screen as soon as it knows its own. */
const firstSize = { columns: 80, rows: 24 }

export function TerminalTab({ container }: { container: Container }) {
  const client = useClient()
  const { scope } = usePage()
  const settings = useSettings()
  const { rows, status } = useTerminals()
  const { id } = container
  const source = useMemo(
    (): TerminalSource => ({
      open: (wanted) => client.terminals.open({ ...scope, id, ...wanted, ...firstSize }),
      attach: (terminal, signal) => client.terminals.attach({ terminal }, { signal }),
      close: async (terminal) => {
        await client.terminals.close({ terminal })
      },
    }),
    [client, scope, id],
  )
  const terminals = useMemo(
    () =>
      Array.from(rows.values())
        .filter(({ container: of, scope: its }) => of === id && its.namespace === scope.namespace)
        .sort((a, b) => a.startedAt - b.startedAt),
    [rows, id, scope],
  )
  return (
    <Terminals
      source={source}
      name={container.name}
      terminals={terminals}
      isKnown={status === 'live'}
      fontSize={settings?.terminalFontSize ?? defaultSettings.terminalFontSize}
      unavailable={container.state === 'running' ? undefined : strings.noTerminal(container.name)}
    />
  )
}
