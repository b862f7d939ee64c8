import type { SimpleVerb } from '../../store/actions.ts'

const verbs: Readonly<Record<SimpleVerb, string>> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  pause: 'Pause',
  unpause: 'Resume',
}

export const strings = {
  label: 'Go to anything, run anything',
  placeholder: 'A page, a container, a namespace, or what to do',
  results: 'Results',
  nothing: (query: string) => `Nothing matches “${query}”.`,
  pages: 'Pages',
  overview: 'Overview',
  containers: 'Containers',
  settings: 'Settings',
  tasks: 'Tasks',
  page: 'Page',
  container: 'Container',
  action: 'Action',
  namespace: 'Namespace',
  machine: 'Machine',
  theme: 'Theme',
  run: 'Run a container…',
  newNamespace: 'New namespace…',
  toNamespace: (name: string) => `Switch to namespace ${name}`,
  verb: (verb: SimpleVerb, name: string) => `${verbs[verb]} ${name}`,
  logs: (name: string) => `Logs of ${name}`,
  terminal: (name: string) => `Terminal in ${name}`,
  remove: (name: string) => `Remove ${name}…`,
  startMachine: 'Start the machine',
  stopMachine: 'Stop the machine…',
  restartMachine: 'Restart the machine…',
  themes: { system: 'Theme: follow the system', dark: 'Theme: dark', light: 'Theme: light' },
  count: (many: number) => (many === 1 ? '1 result' : `${many} results`),
}
