import type { Container } from '../../../preload/contract/containers.ts'
import type { Machine } from '../../../preload/contract/machine.ts'
import type { NamespaceInfo } from '../../../preload/contract/namespaces.ts'
import type { Scope } from '../../../preload/contract/scope.ts'
import type { Capability } from '../../../preload/contract/system.ts'
import { goTo } from '../../lib/address.ts'
import type { Actions } from '../../store/actions.ts'
import { verbsFor } from '../../store/actions.ts'
import { askMachine, askToRemove } from '../../store/asking.tsx'
import { openPanel } from '../../store/panels.ts'
import { switchNamespace } from '../../store/scope.ts'
import type { IconName } from '../../ui/icons.tsx'
import { containerStatus } from '../../ui/StatusDot.tsx'
import type { StatusWord } from '../../ui/StatusDot.tsx'
import { strings } from './strings.ts'

export type Command = {
  /** Remembered, so it names the object by id. */
  readonly id: string
  readonly title: string
  /** What kind of thing it is, faint at the right. */
  readonly kind: string
  readonly icon: IconName
  readonly status?: StatusWord | undefined
  readonly shortcut?: string | undefined
  readonly run: () => void
}

/** What there is to act on when the palette opens. */
export type Situation = {
  readonly scope: Scope
  readonly capabilities: readonly Capability[]
  readonly containers: readonly Container[]
  readonly namespaces: readonly NamespaceInfo[]
  readonly machine: Machine | undefined
  readonly actions: Actions
}

const page = (path: string, title: string, icon: IconName, shortcut?: string): Command => ({
  id: `page ${path}`,
  title,
  kind: strings.page,
  icon,
  shortcut,
  run: () => goTo(path),
})

function pages({ capabilities }: Situation): Command[] {
  const run: Command = {
    id: 'run',
    title: strings.run,
    kind: strings.action,
    icon: 'plus',
    run: () => goTo('/containers', { run: 'new' }),
  }
  const tasks: Command = {
    id: 'tasks',
    title: strings.tasks,
    kind: strings.page,
    icon: 'tasks',
    run: () => openPanel('tasks'),
  }
  return [
    page('/', strings.overview, 'home'),
    page('/containers', strings.containers, 'box'),
    page('/settings', strings.settings, 'settings', 'Mod+,'),
    tasks,
    ...(capabilities.includes('run') ? [run] : []),
  ]
}

const verbIcons = {
  start: 'play',
  stop: 'stop',
  restart: 'restart',
  pause: 'pause',
  unpause: 'play',
} as const satisfies Record<string, IconName>

function ofContainer(container: Container, situation: Situation): Command[] {
  const { scope, actions, capabilities } = situation
  const { id, name } = container
  const action = (what: string, title: string, icon: IconName, run: () => void): Command => ({
    id: `${what} ${id}`,
    title,
    kind: strings.action,
    icon,
    run,
  })
  const show = (tab: string) => () => goTo('/containers', { id, tab })
  const can = (verb: string) =>
    (verb !== 'pause' && verb !== 'unpause') || capabilities.includes('pause')
  const verbs = verbsFor(container)
    .filter(can)
    .map((verb) =>
      action(
        verb,
        strings.verb(verb, name),
        verbIcons[verb],
        () =>
          // Tells its failures itself.
          void actions.runContainerAction(scope, [container], verb),
      ),
    )
  const hasShell = container.state === 'running' && capabilities.includes('terminals')
  return [
    ...verbs,
    action('logs', strings.logs(name), 'logs', show('logs')),
    ...(hasShell ? [action('terminal', strings.terminal(name), 'terminal', show('terminal'))] : []),
    action('remove', strings.remove(name), 'trash', () => askToRemove(actions, scope, [container])),
  ]
}

const open = (container: Container): Command => ({
  id: `container ${container.id}`,
  title: container.name,
  kind: strings.container,
  icon: 'box',
  status: containerStatus(container),
  run: () => goTo('/containers', { id: container.id }),
})

function ofNamespaces({ namespaces, scope, capabilities }: Situation): Command[] {
  if (!capabilities.includes('namespaces')) return []
  const others = namespaces.filter(
    ({ name, isInternal }) => !isInternal && name !== scope.namespace,
  )
  const create: Command = {
    id: 'new namespace',
    title: strings.newNamespace,
    kind: strings.action,
    icon: 'plus',
    run: () => openPanel('new-namespace'),
  }
  return [
    ...others.map(({ name }): Command => ({
      id: `namespace ${name}`,
      title: strings.toNamespace(name),
      kind: strings.namespace,
      icon: 'namespace',
      run: () => switchNamespace(name),
    })),
    create,
  ]
}

function ofMachine({ machine, actions, containers }: Situation): Command[] {
  if (machine === undefined) return []
  const running = containers.filter(({ state }) => state === 'running').length
  const command = (id: string, title: string, icon: IconName, run: () => void): Command => ({
    id: `machine ${id}`,
    title,
    kind: strings.machine,
    icon,
    run,
  })
  switch (machine.status) {
    case 'stopped':
    case 'broken':
      return [
        command('start', strings.startMachine, 'play', () => {
          // Its card tells how it goes.
          void actions.runMachineAction(machine.id, 'start')
        }),
      ]
    case 'running':
    case 'degraded':
      return [
        command('stop', strings.stopMachine, 'stop', () =>
          askMachine(actions, machine, 'stop', running),
        ),
        command('restart', strings.restartMachine, 'restart', () =>
          askMachine(actions, machine, 'restart', running),
        ),
      ]
    case 'starting':
    case 'stopping':
      return []
  }
}

const themes = ({ actions }: Situation): Command[] =>
  (['system', 'dark', 'light'] as const).map((theme) => ({
    id: `theme ${theme}`,
    title: strings.themes[theme],
    kind: strings.theme,
    icon: theme === 'light' ? 'sun' : 'moon',
    run: () => void actions.updateSettings({ theme }),
  }))

/** Everything that can be gone to or done now. */
export function commandsFor(situation: Situation): readonly Command[] {
  return [
    ...pages(situation),
    ...situation.containers.map(open),
    ...ofNamespaces(situation),
    ...ofMachine(situation),
    ...themes(situation),
    ...situation.containers.flatMap((container) => ofContainer(container, situation)),
  ]
}
