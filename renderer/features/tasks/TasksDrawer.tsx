import { useMemo } from 'react'
import type { Task } from '../../../preload/contract/tasks.ts'
import { useActions } from '../../store/backend.tsx'
import { useTasks } from '../../store/hooks.ts'
import { closePanel, useIsOpen } from '../../store/panels.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { strings } from './strings.ts'
import { TaskItem } from './TaskItem.tsx'
import css from './tasks.module.css'

/** Running ones first, then the latest. */
const order = (a: Task, b: Task) =>
  Number(b.state === 'running') - Number(a.state === 'running') || b.startedAt - a.startedAt

function Drawer() {
  const { rows } = useTasks()
  const { dismissTasks } = useActions()
  const tasks = useMemo(() => Array.from(rows.values()).sort(order), [rows])
  const hasEnded = tasks.some(({ state }) => state !== 'running')
  return (
    <Dialog
      isOpen
      onClose={closePanel}
      look="drawer"
      title={strings.title}
      footer={
        hasEnded && (
          <Button kind="quiet" onClick={() => void dismissTasks()}>
            {strings.dismissAll}
          </Button>
        )
      }
    >
      {tasks.length === 0 && (
        <p>
          {strings.empty} {strings.emptyHint}
        </p>
      )}
      <ul className={css['list']}>
        {tasks.map((task) => (
          <TaskItem key={task.id} task={task} />
        ))}
      </ul>
    </Dialog>
  )
}

/** Everything long that runs or has ended. */
export const TasksDrawer = () => useIsOpen('tasks') && <Drawer />
