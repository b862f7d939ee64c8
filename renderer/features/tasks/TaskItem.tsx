import { useState } from 'react'
import type { Task } from '../../../preload/contract/tasks.ts'
import { formatBytes } from '../../lib/format.ts'
import { goTo } from '../../lib/address.ts'
import { useActions } from '../../store/backend.tsx'
import { closePanel } from '../../store/panels.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { StatusDot, taskStatus } from '../../ui/StatusDot.tsx'
import { Elapsed, Time } from '../../ui/Time.tsx'
import { strings } from './strings.ts'
import css from './tasks.module.css'

function progressText({ progress }: Task): string | undefined {
  if (progress === undefined) return undefined
  const { current, total, unit } = progress
  const say = (value: number) => (unit === 'bytes' ? formatBytes(value) : value.toString())
  return total === undefined ? say(current) : `${say(current)} of ${say(total)}`
}

const Progress = ({ task }: { task: Task }) => (
  <div className={css['progress']}>
    <Meter
      label={strings.progress(task.title)}
      value={task.progress?.current ?? 0}
      max={task.progress?.total}
      text={progressText(task)}
      isProgress
    />
    <span>{progressText(task)}</span>
  </div>
)

function goToResult({ result }: Task): void {
  closePanel()
  goTo('/containers', { ns: result?.scope?.namespace, id: result?.containers?.[0] })
}

const Log = ({ task }: { task: Task }) => (
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
  <pre className={css['log']} tabIndex={0} aria-label={strings.log(task.title)}>
    {task.log.join('\n')}
  </pre>
)

function Buttons({ task, isOpen, toggle }: { task: Task; isOpen: boolean; toggle: () => void }) {
  const { cancelTask } = useActions()
  const made = task.result?.containers?.length ?? 0
  return (
    <div className={css['buttons']}>
      {task.log.length > 0 && (
        <Button kind="quiet" size="small" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? strings.hideLog : strings.showLog}
        </Button>
      )}
      {made > 0 && (
        <Button size="small" onClick={() => goToResult(task)}>
          {made === 1 ? strings.goToContainer : strings.goToContainers}
        </Button>
      )}
      {task.state === 'running' && task.isCancellable && (
        <Button size="small" onClick={() => void cancelTask(task.id)}>
          {strings.cancel}
        </Button>
      )}
    </div>
  )
}

export function TaskItem({ task }: { task: Task }) {
  const [isOpen, setOpen] = useState(false)
  const { dismissTasks } = useActions()
  const isRunning = task.state === 'running'
  return (
    <li className={css['task']}>
      <div className={css['head']}>
        <StatusDot {...taskStatus(task.state)} isWordBeside isPulsing={isRunning} />
        <span className={css['title']}>{task.title}</span>
        <span className={css['time']}>
          {strings.state(task.state)} · <Elapsed since={task.startedAt} until={task.endedAt} />
          {task.endedAt !== undefined && (
            <>
              {' · '}
              <Time at={task.endedAt} isAgo />
            </>
          )}
        </span>
        {!isRunning && (
          <IconButton
            size="small"
            icon="close"
            label={strings.dismiss}
            onClick={() => void dismissTasks(task.id)}
          />
        )}
      </div>
      {isRunning && task.step !== undefined && <div className={css['step']}>{task.step}</div>}
      {isRunning && <Progress task={task} />}
      {task.error !== undefined && <Banner tone="failed" error={task.error} />}
      <Buttons task={task} isOpen={isOpen} toggle={() => setOpen(!isOpen)} />
      {isOpen && <Log task={task} />}
    </li>
  )
}
