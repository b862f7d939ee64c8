import { formatDuration } from '../lib/format.ts'

export const strings = {
  now: 'now',
  minutesAgo: (minutes: number) => (minutes === 0 ? 'now' : `${minutes} m`),
  ago: (ms: number) => (ms < 1000 ? 'now' : `${formatDuration(ms).replace(/\.\d/, '')} ago`),
  limit: (text: string) => `limit ${text}`,
  cursor: (title: string) => `${title}: look at a moment`,
  at: (when: string, values: readonly string[]) => `${when}: ${values.join(', ')}`,
  nothingThen: 'nothing measured',
} as const
