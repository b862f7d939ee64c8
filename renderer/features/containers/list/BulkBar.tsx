import type { Container } from '../../../../preload/contract/containers.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { usePage } from '../context.tsx'
import { act, canKill, commandEntries, commonVerbs } from '../entries.ts'
import { askToKill } from '../kill.tsx'
import { lockOf } from '../manager.ts'
import { strings } from '../strings.ts'
import css from './list.module.css'

/** What makes sense for all that is selected. */
export function BulkBar({
  containers,
  onClear,
}: {
  containers: readonly Container[]
  onClear: () => void
}) {
  const page = usePage()
  const verbs = commonVerbs(page, containers)
  const locked = containers.some((container) => lockOf(page, container) !== undefined)
  return (
    <div className={css['bulk']} role="toolbar" aria-label={strings.selected(containers.length)}>
      <b>{strings.selected(containers.length)}</b>
      {verbs.map((verb) => (
        <Button key={verb} kind="quiet" onClick={() => act(page, containers, verb)}>
          {strings.verb(verb)}
        </Button>
      ))}
      {containers.every((container) => canKill(page, container)) && (
        <Button kind="quiet" onClick={() => askToKill(page, containers)}>
          {strings.kill}
        </Button>
      )}
      {!locked && (
        <Button kind="quiet" onClick={() => page.remove(containers)}>
          {strings.remove}
        </Button>
      )}
      <span className={css['bulkEnd']}>
        <Menu
          align="end"
          trigger={<Button kind="quiet">{strings.copyCommand}</Button>}
          entries={() => commandEntries(page, containers)}
        />
        <IconButton icon="close" label={strings.clearSelection} onClick={onClear} />
      </span>
    </div>
  )
}
