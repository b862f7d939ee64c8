import type { ITheme } from '@xterm/xterm'

const token = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** The theme of the page as xterm wants it. */
export function terminalTheme(): ITheme {
  return {
    background: token('--bg'),
    foreground: token('--text-1'),
    cursor: token('--accent'),
    cursorAccent: token('--on-accent'),
    selectionBackground: token('--accent-soft'),
    black: token('--raised'),
    brightBlack: token('--text-3'),
    red: token('--failed'),
    brightRed: token('--failed'),
    green: token('--running'),
    brightGreen: token('--running'),
    yellow: token('--waiting'),
    brightYellow: token('--accent-text'),
    blue: token('--info'),
    brightBlue: token('--info'),
    magenta: token('--stage-2'),
    brightMagenta: token('--stage-2'),
    cyan: token('--stage-6'),
    brightCyan: token('--stage-6'),
    white: token('--text-2'),
    brightWhite: token('--text-1'),
  }
}

export const terminalFont = (): string => token('--mono')

/** Calls back when the page changes its theme. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
