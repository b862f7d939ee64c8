import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'
import css from './empty-state.module.css'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

/** What this place is for, the one action that fills it, and the command for it. */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
  command,
  isPage = false,
}: {
  icon: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
  command?: string | undefined
  /** It is the whole page, and so has its first heading. */
  isPage?: boolean | undefined
}) => (
  <div className={css['empty']}>
    <Icon name={icon} className={css['icon']} />
    {isPage ? <h1 className={css['title']}>{title}</h1> : <h2>{title}</h2>}
    {children !== undefined && <div className={css['text']}>{children}</div>}
    {action !== undefined && <div className={css['actions']}>{action}</div>}
    {command !== undefined && (
      <div className={css['command']}>
        <code>{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </div>
    )}
  </div>
)
