import { Icon } from '../../ui/icons.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { cx } from '../../lib/cx.ts'
import type { Command } from './commands.ts'
import css from './palette.module.css'

export const Result = ({
  id,
  command,
  isActive,
  onPoint,
  onRun,
}: {
  id: string
  command: Command
  isActive: boolean
  onPoint: () => void
  onRun: () => void
}) => (
  // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys go to the combobox that owns the list
  <div
    id={id}
    role="option"
    aria-selected={isActive}
    tabIndex={-1}
    className={cx(css['result'], isActive && css['active'])}
    onPointerMove={isActive ? undefined : onPoint}
    onClick={onRun}
  >
    <Icon name={command.icon} />
    <span className={css['title']}>{command.title}</span>
    {command.status !== undefined && <StatusDot {...command.status} />}
    <span className={css['kind']}>{command.kind}</span>
    {command.shortcut !== undefined && <Kbd keys={command.shortcut} />}
  </div>
)
