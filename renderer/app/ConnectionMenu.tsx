import type { Machine } from '../../preload/contract/machine.ts'
import { goTo } from '../lib/address.ts'
import { useActions } from '../store/backend.tsx'
import type { Actions } from '../store/actions.ts'
import { askMachine } from '../store/asking.tsx'
import { useConnection, useContainers, useInfo, useMachine } from '../store/hooks.ts'
import { place } from '../store/scope.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { MenuEntry } from '../ui/Menu.tsx'
import { machineStatus, StatusDot } from '../ui/StatusDot.tsx'
import css from './frame.module.css'
import { strings } from './strings.ts'

function machineEntries(machine: Machine, actions: Actions, running: number): MenuEntry[] {
  const start: MenuEntry = {
    id: 'start',
    label: strings.startMachine,
    icon: 'play',
    run: () => void actions.runMachineAction(machine.id, 'start'),
  }
  const verbs = (['stop', 'restart'] as const).map((verb): MenuEntry => ({
    id: verb,
    label: verb === 'stop' ? strings.stopMachine : strings.restartMachine,
    icon: verb,
    run: () => askMachine(actions, machine, verb, running),
  }))
  const isUp = machine.status === 'running' || machine.status === 'degraded'
  const isDown = machine.status === 'stopped' || machine.status === 'broken'
  return [...(isDown ? [start] : []), ...(isUp ? verbs : [])]
}

/** What am I looking at: the connection, and what its machine can be told. */
export function ConnectionMenu() {
  const { value: machine } = useMachine()
  const connection = useConnection()
  const info = useInfo()
  const actions = useActions()
  const { rows } = useContainers()
  if (connection === undefined) return undefined
  const running = Array.from(rows.values()).filter(({ state }) => state === 'running').length
  const version = machine?.versions['containerd']?.replace(/^v/, '')
  const entries = (): MenuEntry[] => [
    {
      type: 'choice',
      id: 'connections',
      label: strings.connections,
      value: connection.id,
      options: (info?.connections ?? []).map(({ id, name, engine }) => ({
        value: id,
        label: name,
        note: engine,
      })),
      choose: (id) => {
        const chosen = info?.connections.find((one) => one.id === id)
        if (chosen !== undefined) place.setState({ connection: chosen.id })
      },
    },
    { type: 'separator', id: 'machine' },
    ...(machine === undefined ? [] : machineEntries(machine, actions, running)),
    { id: 'details', label: strings.machineDetails, icon: 'machine', run: () => goTo('/') },
  ]
  return (
    <Menu
      entries={entries}
      trigger={
        <Button kind="quiet" className={css['where']}>
          {machine !== undefined && <StatusDot {...machineStatus(machine.status)} />}
          <span className={css['whereName']}>{connection.name}</span>
          <span className={css['faint']}>
            {connection.engine} {version}
          </span>
          <Icon name="down" className={css['caret']} />
        </Button>
      }
    />
  )
}
