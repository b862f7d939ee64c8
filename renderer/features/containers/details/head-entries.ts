import type { Container } from '../../../../preload/contract/containers.ts'
import { goTo } from '../../../lib/address.ts'
import type { MenuEntry } from '../../../ui/Menu.tsx'
import type { Page } from '../context.tsx'
import { act, canKill, commandEntries, commonVerbs, copy, verbIcons } from '../entries.ts'
import { strings as shared } from '../strings.ts'
import { askToKill } from '../kill.tsx'
import { isManagedElsewhere } from '../manager.ts'
import { strings } from './strings.ts'
import type { TabId } from './tabs.ts'

type Asked = {
  readonly page: Page
  readonly container: Container
  readonly tab: TabId
  readonly isWholePage: boolean
  readonly rename: () => void
}

const separator = (id: string): MenuEntry => ({ type: 'separator', id })

/** What has no button of its own beside it. */
function verbs({ page, container }: Asked): readonly MenuEntry[] {
  const rare = commonVerbs(page, [container]).filter((verb) => verb === 'pause')
  return [
    ...rare.map((verb): MenuEntry => ({
      id: verb,
      label: shared.verb(verb),
      icon: verbIcons[verb],
      run: () => act(page, [container], verb),
    })),
    ...(canKill(page, container)
      ? [
          {
            id: 'kill',
            label: shared.kill,
            icon: 'kill',
            run: () => askToKill(page, [container]),
          } as const,
        ]
      : []),
  ]
}

function places({ page, container, tab, isWholePage }: Asked): readonly MenuEntry[] {
  const { id } = container
  const there = { tab: tab === 'overview' ? undefined : tab }
  return [
    ...(page.capabilities.includes('run')
      ? [
          {
            id: 'like',
            label: strings.runLike,
            icon: 'plus',
            run: () => page.runLike(id),
          } as const,
        ]
      : []),
    isWholePage
      ? {
          id: 'pane',
          label: strings.openPane,
          icon: 'collapse',
          run: () => goTo('/containers', { id, ...there }),
        }
      : {
          id: 'page',
          label: strings.openPage,
          icon: 'expand',
          run: () => goTo(`/containers/${id}`, there),
        },
  ]
}

const copies = ({ page, container }: Asked): readonly MenuEntry[] => [
  { id: 'copy id', label: strings.copyId, icon: 'copy', run: () => copy(container.id) },
  { id: 'copy name', label: strings.copyName, icon: 'copy', run: () => copy(container.name) },
  {
    type: 'menu',
    id: 'copy command',
    label: strings.copyCommand,
    icon: 'terminal',
    entries: commandEntries(page, [container]),
  },
]

/** Everything that can be done to this container, but what has a button beside the menu. */
export function headEntries(asked: Asked): readonly MenuEntry[] {
  const { page, container, rename } = asked
  const canChange = !isManagedElsewhere(container, page.program)
  const acting = canChange ? verbs(asked) : []
  const renaming: MenuEntry = { id: 'rename', label: strings.rename, icon: 'edit', run: rename }
  const removing: MenuEntry = {
    id: 'remove',
    label: strings.remove,
    icon: 'trash',
    isDanger: true,
    run: () => page.remove([container]),
  }
  return [
    ...acting,
    ...(canChange && page.capabilities.includes('rename') ? [renaming] : []),
    ...places(asked),
    separator('copies'),
    ...copies(asked),
    ...(canChange ? [separator('removal'), removing] : []),
  ]
}
