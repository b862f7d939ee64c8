import { Toast } from '@base-ui/react/toast'
import type { ErrorData } from '../../preload/contract/errors.ts'

export type Notice = {
  readonly title: string
  readonly tone?: 'info' | 'failed' | 'running' | undefined
  readonly text?: string | undefined
  readonly error?: ErrorData | undefined
  /** A way out, or a way on. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

export const notices = Toast.createToastManager<Notice>()

const patienceMs = { info: 5_000, running: 5_000, failed: 12_000 }

/** Says something about an action whose place is no longer, or not wholly, on screen. */
export const notify = (notice: Notice): string =>
  notices.add({
    title: notice.title,
    description: notice.text ?? notice.error?.message,
    priority: 'low',
    timeout: patienceMs[notice.tone ?? 'info'],
    data: notice,
  })
