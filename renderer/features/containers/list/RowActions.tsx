import type { Container } from '../../../../preload/contract/containers.ts'
import { usePending } from '../../../store/pending.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { usePage } from '../context.tsx'
import { act, commonVerbs, containerEntries, verbIcons } from '../entries.ts'
import { strings } from '../strings.ts'

/** The two things one does most, and everything else. */
export function RowActions({ container }: { container: Container }) {
  const page = usePage()
  const isPending = usePending(container.id) !== undefined
  const [first] = commonVerbs(page, [container])
  const hasShell = container.state === 'running' && page.capabilities.includes('terminals')
  return (
    <>
      {hasShell && (
        <IconButton
          size="small"
          icon="terminal"
          label={strings.terminalOf(container.name)}
          onClick={() => page.open(container.id, 'terminal')}
        />
      )}
      {first !== undefined && (
        <IconButton
          size="small"
          icon={verbIcons[first]}
          label={strings.verbOf(first, container.name)}
          isBusy={isPending}
          onClick={() => act(page, [container], first)}
        />
      )}
      <Menu
        align="end"
        trigger={<IconButton size="small" icon="more" label={strings.moreOf(container.name)} />}
        entries={() => containerEntries(page, container)}
      />
    </>
  )
}
