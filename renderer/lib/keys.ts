export const isMac = /mac/i.test(navigator.platform)

const macNames: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Ctrl: '⌃',
  Enter: '↩',
  Delete: '⌫',
}

/** `Mod+K` as this platform writes it: `Ctrl K`, `⌘K`. */
export function keyNames(keys: string, mac = isMac): string {
  const parts = keys.split('+')
  return mac
    ? parts.map((part) => macNames[part] ?? part).join('')
    : parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join(' ')
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether an event is this key: `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export function isKey(event: Pressed, keys: string, mac = isMac): boolean {
  const parts = keys.split('+')
  const key = parts[parts.length - 1] ?? ''
  const wants = (name: string) => parts.includes(name)
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === (wants('Ctrl') || (wants('Mod') && !mac)) &&
    event.metaKey === (wants('Mod') && mac) &&
    event.shiftKey === wants('Shift') &&
    event.altKey === wants('Alt')
  )
}
