import type { Settings } from '../../preload/contract/settings.ts'

const light = matchMedia('(prefers-color-scheme: light)')
let chosen: Settings['theme'] = 'system'

function apply(): void {
  const system = light.matches ? 'light' : 'dark'
  document.documentElement.dataset['theme'] = chosen === 'system' ? system : chosen
}

/** Sets the theme, and leaves a word for public/theme.js, which paints the next start. */
export function setTheme(theme: Settings['theme']): void {
  chosen = theme
  localStorage.setItem('theme', theme)
  apply()
}

/** The system may change its mind at any time. */
export const followSystemTheme = (): void => light.addEventListener('change', apply)
