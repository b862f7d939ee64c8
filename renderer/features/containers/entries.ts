import type { Container } from '../../../preload/contract/containers.ts'
import { verbsFor } from '../../store/actions.ts'
import type { SimpleVerb } from '../../store/actions.ts'
import { copyText } from '../../ui/CopyButton.tsx'
import type { IconName } from '../../ui/icons.tsx'
import type { MenuEntry } from '../../ui/Menu.tsx'
import { notify } from '../../ui/notify.ts'
import { commandLine, shellCommand } from './commands.ts'
import type { Shown } from './commands.ts'
import type { Page } from './context.tsx'
import { askToKill } from './kill.tsx'
import { lockOf } from './manager.ts'
import { portTexts } from './port-link.ts'
import { strings } from './strings.ts'

export const verbIcons = {
  start: 'play',
  stop: 'stop',
  restart: 'restart',
  pause: 'pause',
  unpause: 'play',
} as const satisfies Record<SimpleVerb, IconName>

const order: readonly SimpleVerb[] = ['start', 'unpause', 'stop', 'restart', 'pause']

/** What can be done to all of these. */
export function commonVerbs(page: Page, containers: readonly Container[]): readonly SimpleVerb[] {
  if (
    containers.length === 0 ||
    containers.some((container) => lockOf(page, container) !== undefined)
  ) {
    return []
  }
  const canPause = page.capabilities.includes('pause')
  return order.filter(
    (verb) =>
      (canPause || (verb !== 'pause' && verb !== 'unpause')) &&
      containers.every((container) => verbsFor(container).includes(verb)),
  )
}

export const canKill = (page: Page, container: Container): boolean =>
  lockOf(page, container) === undefined &&
  ['running', 'paused', 'pausing', 'restarting'].includes(container.state)

export function copy(text: string): void {
  copyText(text).then(
    () => notify({ title: strings.copied, text }),
    () => notify({ title: strings.copyRefused, tone: 'failed' }),
  )
}

export const act = (page: Page, containers: readonly Container[], verb: SimpleVerb): void =>
  // It tells its failures itself.
  void page.actions.runContainerAction(page.scope, containers, verb)

/** The lines these actions stand for, each to be copied. */
export function commandEntries(page: Page, containers: readonly Container[]): readonly MenuEntry[] {
  const line = (what: Shown, label: string): MenuEntry => {
    const text = commandLine(page.program, page.scope, what, containers)
    return { id: `copy ${what}`, label, run: () => copy(text) }
  }
  const [first] = containers
  const verbs = commonVerbs(page, containers).map((verb) => line(verb, strings.verb(verb)))
  const alone: MenuEntry[] =
    containers.length === 1 && first !== undefined
      ? [
          line('logs', strings.logs),
          {
            id: 'copy shell',
            label: strings.terminal,
            run: () => copy(shellCommand(page.program, page.scope, first)),
          },
        ]
      : []
  return [
    ...verbs,
    ...alone,
    line('inspect', strings.inspect),
    line('remove', strings.remove.replace('…', '')),
  ]
}

function portEntries({ ports }: Container): readonly MenuEntry[] {
  return portTexts(ports).flatMap(({ host, link }): MenuEntry[] =>
    link === undefined
      ? []
      : [
          {
            id: `port ${host}`,
            label: strings.openPort(host),
            icon: 'external',
            run: () => void window.open(link, '_blank', 'noopener,noreferrer'),
          },
        ],
  )
}

function verbEntries(page: Page, containers: readonly Container[]): readonly MenuEntry[] {
  const verbs = commonVerbs(page, containers).map((verb): MenuEntry => ({
    id: verb,
    label: strings.verb(verb),
    icon: verbIcons[verb],
    run: () => act(page, containers, verb),
  }))
  const killing: MenuEntry = {
    id: 'kill',
    label: strings.kill,
    icon: 'kill',
    run: () => askToKill(page, containers),
  }
  return [...verbs, ...(containers.every((container) => canKill(page, container)) ? [killing] : [])]
}

const separator = (id: string): MenuEntry => ({ type: 'separator', id })

function removeEntry(page: Page, containers: readonly Container[]): MenuEntry {
  const locked = containers
    .map((container) => lockOf(page, container))
    .find((word) => word !== undefined)
  return {
    id: 'remove',
    label: strings.remove,
    icon: 'trash',
    shortcut: 'Delete',
    isDanger: true,
    unavailable: locked,
    run: () => page.remove(containers),
  }
}

function places(page: Page, container: Container): readonly MenuEntry[] {
  const hasShell = container.state === 'running' && page.capabilities.includes('terminals')
  return [
    { id: 'logs', label: strings.logs, icon: 'logs', run: () => page.open(container.id, 'logs') },
    ...(hasShell
      ? [
          {
            id: 'terminal',
            label: strings.terminal,
            icon: 'terminal',
            run: () => page.open(container.id, 'terminal'),
          } as const,
        ]
      : []),
    ...portEntries(container),
  ]
}

/** Every action on one container. `rename`: where there is a place to type the new name. */
export function containerEntries(
  page: Page,
  container: Container,
  rename?: () => void,
): readonly MenuEntry[] {
  const one = [container]
  const verbs = verbEntries(page, one)
  return [
    ...verbs,
    ...(verbs.length > 0 ? [separator('places')] : []),
    ...places(page, container),
    separator('copies'),
    {
      type: 'menu',
      id: 'copy command',
      label: strings.copyCommand,
      icon: 'braces',
      entries: commandEntries(page, one),
    },
    { id: 'copy name', label: strings.copyName, icon: 'copy', run: () => copy(container.name) },
    { id: 'copy id', label: strings.copyId, icon: 'copy', run: () => copy(container.id) },
    separator('changes'),
    ...(page.capabilities.includes('run')
      ? [
          {
            id: 'like',
            label: strings.runLike,
            icon: 'plus',
            run: () => page.runLike(container.id),
          } as const,
        ]
      : []),
    ...(rename === undefined || !page.capabilities.includes('rename')
      ? []
      : [
          {
            id: 'rename',
            label: strings.rename,
            icon: 'edit',
            unavailable: lockOf(page, container),
            run: rename,
          } as const,
        ]),
    removeEntry(page, one),
  ]
}

/** Actions on one container or on all selected ones. */
export function entriesFor(page: Page, containers: readonly Container[]): readonly MenuEntry[] {
  const [first] = containers
  if (first !== undefined && containers.length === 1) return containerEntries(page, first)
  return [
    { type: 'heading', id: 'many', label: strings.selected(containers.length) },
    ...verbEntries(page, containers),
    {
      type: 'menu',
      id: 'copy command',
      label: strings.copyCommand,
      icon: 'braces',
      entries: commandEntries(page, containers),
    },
    separator('removal'),
    removeEntry(page, containers),
  ]
}
