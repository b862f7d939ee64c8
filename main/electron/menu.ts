import { app, Menu, type MenuItemConstructorOptions } from 'electron'

type Actions = {
  readonly go: (path: string) => void
  readonly startMachine: () => void
  readonly stopMachine: () => void
  readonly restartMachine: () => void
}

const isMac = process.platform === 'darwin'

/** The application menu: what a desktop app's menu has, and our places and verbs. */
export function setMenu(actions: Actions): void {
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        {
          id: 'run',
          label: 'Run a Container…',
          accelerator: 'CmdOrCtrl+N',
          click: () => actions.go('/containers?run=new'),
        },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { label: 'Go', submenu: places.map((place, index) => goItem(place, index, actions)) },
    {
      label: 'Machine',
      submenu: [
        { id: 'machine-start', label: 'Start', click: () => actions.startMachine() },
        { id: 'machine-stop', label: 'Stop', click: () => actions.stopMachine() },
        { id: 'machine-restart', label: 'Restart', click: () => actions.restartMachine() },
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

const places = [
  { label: 'Overview', path: '/' },
  { label: 'Containers', path: '/containers' },
  { label: 'Settings', path: '/settings' },
] as const

const goItem = (
  { label, path }: (typeof places)[number],
  index: number,
  { go }: Actions,
): MenuItemConstructorOptions => ({
  label,
  accelerator: `CmdOrCtrl+${index + 1}`,
  click: () => go(path),
})
