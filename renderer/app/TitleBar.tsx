import { NamespaceMenu } from '../features/namespaces/NamespaceMenu.tsx'
import { useConnection, useTasks } from '../store/hooks.ts'
import { openPanel, togglePanel } from '../store/panels.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { ConnectionMenu } from './ConnectionMenu.tsx'
import css from './frame.module.css'
import { strings } from './strings.ts'

const Demo = () =>
  useConnection()?.isDemo === true && (
    <Tooltip text={strings.demoHint}>
      <span className={css['demo']}>{strings.demo}</span>
    </Tooltip>
  )

function TasksButton() {
  const { rows } = useTasks()
  const running = Array.from(rows.values()).filter(({ state }) => state === 'running').length
  return (
    <Button kind="quiet" icon="tasks" isBusy={false} onClick={() => togglePanel('tasks')}>
      <span className={css['tasksWord']}>{strings.tasks(running)}</span>
    </Button>
  )
}

export const TitleBar = ({ isReady }: { isReady: boolean }) => (
  <header className={css['title']}>
    <div className={css['brand']}>
      <img src="/mark.svg" width="22" height="22" alt="" />
      Goldfinch
    </div>
    {isReady && (
      <>
        <div className={css['wheres']}>
          <ConnectionMenu />
          <NamespaceMenu />
          <Demo />
        </div>
        <button type="button" className={css['palette']} onClick={() => openPanel('palette')}>
          <Icon name="search" />
          <span className={css['paletteWord']}>{strings.palette}</span>
          <Kbd keys="Mod+K" />
        </button>
        <div className={css['tools']}>
          <TasksButton />
        </div>
      </>
    )}
  </header>
)
