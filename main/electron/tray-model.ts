import type { Container } from '../../preload/contract/containers.ts'
import type { Machine } from '../../preload/contract/machine.ts'

/** What the tray says, and what a click does, as data. */
export type TrayModel = {
  readonly toolTip: string
  readonly icon: 'running' | 'stopped' | 'waiting' | 'problem'
  readonly items: readonly TrayItem[]
}
export type TrayItem =
  | { readonly type: 'separator' }
  | { readonly type: 'label'; readonly id: string; readonly label: string }
  | {
      readonly type: 'action'
      readonly id: string
      readonly label: string
      readonly action: TrayAction
    }
  | {
      readonly type: 'menu'
      readonly id: string
      readonly label: string
      readonly items: readonly TrayItem[]
    }
export type TrayAction =
  | { readonly type: 'start-machine' | 'stop-machine' | 'quit' }
  | { readonly type: 'show'; readonly path?: string }
  | { readonly type: 'browse'; readonly address: string }
  | { readonly type: 'stop-container'; readonly id: Container['id'] }

export type TraySource = {
  /** Undefined while the backend has not answered. */
  readonly machine: Machine | undefined
  readonly containers: readonly Container[]
}

const mostContainers = 20
const separator: TrayItem = { type: 'separator' }

export function trayModel({ machine, containers }: TraySource): TrayModel {
  const running = containers
    .filter(({ state }) => state === 'running' || state === 'paused')
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return {
    toolTip: `Goldfinch: ${machineWords(machine)}${countWords(machine, running.length)}`,
    icon: icons[machine?.status ?? 'starting'],
    items: [
      { type: 'label', id: 'machine', label: capitalised(machineWords(machine)) },
      ...machineItems(machine),
      ...containerItems(running),
      separator,
      { type: 'action', id: 'open', label: 'Open Goldfinch', action: { type: 'show' } },
      { type: 'action', id: 'quit', label: 'Quit Goldfinch', action: { type: 'quit' } },
    ],
  }
}

const icons = {
  running: 'running',
  degraded: 'problem',
  broken: 'problem',
  stopped: 'stopped',
  starting: 'waiting',
  stopping: 'waiting',
} as const

function machineWords(machine: Machine | undefined): string {
  if (machine === undefined) return 'connecting'
  if (machine.status === 'starting' || machine.status === 'stopping') {
    const stage = machine.timeline?.stages.find(({ state }) => state === 'running')
    return `machine ${machine.status}${stage === undefined ? '' : ` (${stage.label})`}`
  }
  if (machine.status === 'broken')
    return `machine broken: ${machine.problem?.message ?? 'unknown cause'}`
  return machine.status === 'degraded'
    ? 'machine running, with a problem'
    : `machine ${machine.status}`
}

const countWords = (machine: Machine | undefined, count: number) =>
  machine?.status === 'running' || machine?.status === 'degraded'
    ? `, ${count} ${count === 1 ? 'container' : 'containers'} running`
    : ''

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function machineItems(machine: Machine | undefined): readonly TrayItem[] {
  if (machine?.status === 'stopped' || machine?.status === 'broken')
    return [
      { type: 'action', id: 'start', label: 'Start machine', action: { type: 'start-machine' } },
    ]
  if (machine?.status === 'running' || machine?.status === 'degraded')
    return [{ type: 'action', id: 'stop', label: 'Stop machine', action: { type: 'stop-machine' } }]
  return []
}

function containerItems(running: readonly Container[]): readonly TrayItem[] {
  if (running.length === 0) return []
  const rest = running.length - mostContainers
  const items = running.slice(0, mostContainers).map(containerItem)
  const more: TrayItem = {
    type: 'action',
    id: 'more',
    label: `${rest} more…`,
    action: { type: 'show', path: '/containers?q=is%3Arunning' },
  }
  return [separator, ...items, ...(rest > 0 ? [more] : [])]
}

function containerItem(container: Container): TrayItem {
  const { id, name, state } = container
  const place = (tab: string) => `/containers?id=${encodeURIComponent(id)}&tab=${tab}`
  return {
    type: 'menu',
    id: `container-${id}`,
    label: state === 'paused' ? `${name} (paused)` : name,
    items: [
      ...portItems(container),
      {
        type: 'action',
        id: `logs-${id}`,
        label: 'Logs',
        action: { type: 'show', path: place('logs') },
      },
      {
        type: 'action',
        id: `stop-${id}`,
        label: `Stop ${name}`,
        action: { type: 'stop-container', id },
      },
    ],
  }
}

function portItems({ id, ports }: Container): readonly TrayItem[] {
  const tcpPorts = new Set(
    ports.filter(({ protocol }) => protocol === 'tcp').map(({ hostPort }) => hostPort),
  )
  return [...tcpPorts].map((port) => ({
    type: 'action',
    id: `port-${id}-${port}`,
    label: `Open localhost:${port}`,
    action: { type: 'browse', address: `http://localhost:${port}` },
  }))
}
