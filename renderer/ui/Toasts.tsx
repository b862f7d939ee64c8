import { Toast } from '@base-ui/react/toast'
import { Button, IconButton } from './Button.tsx'
import { cx } from '../lib/cx.ts'
import { Icon } from './icons.tsx'
import { notices } from './notify.ts'
import type { Notice } from './notify.ts'
import css from './toast.module.css'

const icons = { info: 'info', failed: 'problem', running: 'check' } as const

const Way = ({ action, close }: { action: NonNullable<Notice['action']>; close: () => void }) => (
  <Button
    size="small"
    onClick={() => {
      action.run()
      close()
    }}
  >
    {action.label}
  </Button>
)

function List() {
  const { toasts, close } = Toast.useToastManager<Notice>()
  return toasts.map((toast) => {
    const tone = toast.data?.tone ?? 'info'
    const hint = toast.data?.error?.hint
    const action = toast.data?.action
    return (
      <Toast.Root key={toast.id} toast={toast} className={css['toast']}>
        <Toast.Content className={css['content']}>
          <Icon name={icons[tone]} className={cx(css['icon'], css[tone])} />
          <div className={css['text']}>
            <Toast.Title className={css['title']} render={<div />} />
            <Toast.Description className={css['description']} render={<div />} />
            {hint !== undefined && <div className={css['description']}>{hint}</div>}
            {action !== undefined && <Way action={action} close={() => close(toast.id)} />}
          </div>
          <Toast.Close render={<IconButton size="small" icon="close" label="Dismiss" />} />
        </Toast.Content>
      </Toast.Root>
    )
  })
}

/** Where notices appear: one polite region at the lower right. F6 moves into it. */
export const Toasts = () => (
  <Toast.Provider toastManager={notices} limit={3}>
    <Toast.Portal>
      <Toast.Viewport className={css['viewport']} aria-label="Notices">
        <List />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
)
