import { useMemo } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import { useContainers } from '../../../store/hooks.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import type { GroupItem } from '../../../ui/table/model.ts'
import { Time } from '../../../ui/Time.tsx'
import { usePage } from '../context.tsx'
import { act, commandEntries, commonVerbs, verbIcons } from '../entries.ts'
import { quoteValue } from '../filter/words.ts'
import { projectState } from '../groups.ts'
import { strings } from '../strings.ts'
import css from './list.module.css'

/** All of the project, also those that the filter hides: an action on it means all of it. */
function useProject(project: string): readonly Container[] {
  const { rows } = useContainers()
  return useMemo(
    () => Array.from(rows.values()).filter((container) => container.project === project),
    [rows, project],
  )
}

export function GroupHead({ group }: { group: GroupItem }) {
  const containers = useProject(group.id)
  const { status, running, total, stoppedAt, place } = projectState(containers)
  return (
    <span className={css['groupHead']}>
      <StatusDot {...status} />
      <b>{group.id}</b>
      <span className={css['groupNote']}>
        {strings.running(running, total)}
        {stoppedAt !== undefined && (
          <>
            {` · ${strings.stoppedAgo} `}
            <Time at={stoppedAt} isAgo />
          </>
        )}
        {place !== undefined && ` · ${place}`}
      </span>
    </span>
  )
}

export function GroupActions({ group }: { group: GroupItem }) {
  const page = usePage()
  const containers = useProject(group.id)
  const able = (verb: 'start' | 'stop' | 'restart') =>
    containers.filter((container) => commonVerbs(page, [container]).includes(verb))
  return (
    <>
      {(['start', 'stop', 'restart'] as const).map((verb) => {
        const targets = able(verb)
        return (
          targets.length > 0 && (
            <IconButton
              key={verb}
              size="small"
              icon={verbIcons[verb]}
              label={`${strings.verb(verb)} ${group.id}`}
              tabIndex={-1}
              onClick={() => act(page, targets, verb)}
            />
          )
        )
      })}
      <Menu
        align="end"
        trigger={
          <IconButton size="small" icon="more" label={strings.moreOf(group.id)} tabIndex={-1} />
        }
        entries={() => [
          {
            id: 'only',
            label: strings.onlyProject,
            icon: 'filter',
            run: () => page.filterBy(`project:${quoteValue(group.id)}`),
          },
          {
            type: 'menu',
            id: 'copy command',
            label: strings.copyCommand,
            icon: 'copy',
            entries: commandEntries(page, containers),
          },
          { type: 'separator', id: 'removal' },
          {
            id: 'remove',
            label: strings.remove,
            icon: 'trash',
            isDanger: true,
            run: () => page.remove(containers),
          },
        ]}
      />
    </>
  )
}
