import { useMemo } from 'react'
import { useTasks } from '../../store/hooks.ts'
import { openPanel } from '../../store/panels.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { StatusDot, taskStatus } from '../../ui/StatusDot.tsx'
import { Elapsed, Time } from '../../ui/Time.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'

const most = 5

/** What was long, lately. */
export function TasksCard() {
  const { rows } = useTasks()
  const tasks = useMemo(
    () => Array.from(rows.values()).sort((a, b) => b.startedAt - a.startedAt),
    [rows],
  )
  return (
    <Card
      title={strings.tasks}
      actions={
        tasks.length > 0 && (
          <Button kind="quiet" size="small" onClick={() => openPanel('tasks')}>
            {strings.showTasks}
          </Button>
        )
      }
    >
      {tasks.length === 0 && <p className={css['dim']}>{strings.nothingTasks}</p>}
      <ul>
        {tasks.slice(0, most).map((task) => (
          <li key={task.id} className={css['line']}>
            <StatusDot {...taskStatus(task.state)} isPulsing={task.state === 'running'} />
            <span className={css['taskTitle']}>{task.title}</span>
            <span className={css['why']} title={task.error?.message}>
              {task.error?.message ?? task.step}
            </span>
            <span className={css['when']}>
              {task.endedAt === undefined ? (
                <Elapsed since={task.startedAt} />
              ) : (
                <Time at={task.endedAt} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
