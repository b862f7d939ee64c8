import type { Container } from '../../../preload/contract/containers.ts'
import type { SimpleVerb } from '../../store/actions.ts'
import { count } from '../../lib/format.ts'

const verbs: Readonly<Record<SimpleVerb, string>> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  pause: 'Pause',
  unpause: 'Resume',
}

const managers: Readonly<Record<Container['manager'], string>> = {
  nerdctl: 'nerdctl',
  docker: 'Docker',
  kubernetes: 'Kubernetes',
  other: 'Another program',
}

export const strings = {
  title: 'Containers',
  run: 'Run…',
  loadImage: 'Load image…',
  columns: 'Columns',
  verb: (verb: SimpleVerb) => verbs[verb],
  verbOf: (verb: SimpleVerb, name: string) => `${verbs[verb]} ${name}`,
  kill: 'Kill…',
  killOne: (name: string) => `Kill ${name}?`,
  killMany: (many: number) => `Kill ${count(many, 'container')}?`,
  killBody:
    'The signal goes to its main process at once. With SIGKILL it cannot finish what it is doing, and what it has not written is lost.',
  killSignal: 'Signal',
  killVerb: 'Kill',
  killNote: {
    SIGKILL: 'ends it now',
    SIGTERM: 'asks it to end',
    SIGINT: 'as Ctrl C does',
    SIGQUIT: 'ends it with a core dump',
    SIGHUP: 'often: read the configuration again',
    SIGUSR1: 'up to the program',
    SIGUSR2: 'up to the program',
  },
  remove: 'Remove…',
  rename: 'Rename',
  terminal: 'Terminal',
  terminalOf: (name: string) => `Terminal of ${name}`,
  logs: 'Logs',
  inspect: 'Inspect',
  openPort: (port: string) => `Open port ${port}`,
  couldNot: (what: string, name: string) => `Could not ${what} ${name}`,
  runLike: 'Run another like this…',
  copyCommand: 'Copy as command',
  copyId: 'Copy id',
  copyName: 'Copy name',
  copied: 'Copied',
  copyRefused: 'The clipboard refused',
  moreOf: (name: string) => `More actions for ${name}`,
  managedBy: (manager: Container['manager']) =>
    `${managers[manager]} manages this container: change it there.`,
  // the list
  column: {
    name: 'Name',
    image: 'Image',
    ports: 'Ports',
    cpu: 'CPU',
    memory: 'Memory',
    age: 'Age',
    state: 'State',
    command: 'Command',
    networks: 'Networks',
    id: 'Id',
  },
  toPort: (inner: string) => `→ ${inner}`,
  morePorts: (many: number) => `+${many}`,
  filter: 'Filter: is:running image:postgres or words',
  filterLabel: 'Filter containers',
  clearFilter: 'Clear the filter',
  removeWord: (word: string) => `Remove ${word} from the filter`,
  shown: (some: number, all: number) =>
    some === all
      ? count(all, 'container')
      : `${some.toLocaleString('en')} of ${all.toLocaleString('en')}`,
  emptyTitle: 'No containers yet',
  emptyText: 'A container is a running program with everything it needs, made from an image.',
  emptyCommand: 'nerdctl run -d -p 8080:80 nginx',
  nothingTitle: 'Nothing matches',
  nothingText: (all: number) => `None of ${count(all, 'container')} matches the filter.`,
  unreachable: 'The engine cannot be reached.',
  startMachine: 'Start machine',
  restartMachine: 'Restart machine',
  noRowsTitle: 'The engine cannot be reached',
  running: (running: number, total: number) => `${running} of ${total} running`,
  stoppedAgo: 'stopped',
  onlyProject: 'Show only this project',
  selected: (many: number) => `${many.toLocaleString('en')} selected`,
  clearSelection: 'Clear the selection',
  pane: 'Details',
  dropImage: 'Drop an image archive to load it',
  loading: (file: string) => `Loading ${file}`,
  loaded: (images: readonly string[]) =>
    images.length === 0 ? 'The archive held no image' : `Loaded ${images.join(', ')}`,
  couldNotLoad: (file: string) => `Could not load ${file}`,
  cancel: 'Cancel',
  runIt: 'Run…',
} as const
