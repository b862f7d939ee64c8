import type { IconName } from '../ui/icons.tsx'
import { strings } from './strings.ts'

/** The pages that exist, in the order of the navigation. */
export const places = [
  { path: '/', label: strings.overview, icon: 'home' },
  { path: '/containers', label: strings.containers, icon: 'box' },
  { path: '/settings', label: strings.settings, icon: 'settings' },
] as const satisfies readonly { path: string; label: string; icon: IconName }[]
