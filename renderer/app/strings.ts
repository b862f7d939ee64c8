import type { MachineStatus } from '../../preload/contract/machine.ts'

const machineWords: Readonly<Record<MachineStatus, string>> = {
  stopped: 'Machine stopped',
  starting: 'Machine starting',
  running: 'Machine running',
  degraded: 'Machine running, with a problem',
  stopping: 'Machine stopping',
  broken: 'Machine broken',
}

export const strings = {
  overview: 'Overview',
  containers: 'Containers',
  settings: 'Settings',
  navigation: 'Pages',
  statusBar: 'Status',
  demo: 'Demo',
  demoHint: 'An engine in memory: nothing here is real.',
  palette: 'Go to anything, run anything',
  tasks: (running: number) =>
    running === 0 ? 'Tasks' : `${running} ${running === 1 ? 'task' : 'tasks'}`,
  machine: (status: MachineStatus) => machineWords[status],
  connection: 'Connection',
  connections: 'Connections',
  startMachine: 'Start machine',
  stopMachine: 'Stop machine…',
  restartMachine: 'Restart machine…',
  machineDetails: 'Show machine',
  cpus: (many: number) => `${many} ${many === 1 ? 'CPU' : 'CPUs'}`,
  reconnecting: 'Goldfinch’s backend is away. Reconnecting…',
  reconnectingHint: 'Your containers keep running. What you see is what was last known.',
  connecting: 'Waiting for Goldfinch’s backend…',
  notFoundTitle: 'There is no such page',
  notFoundText: (path: string) => `Nothing is at ${path}.`,
  goToOverview: 'Go to the overview',
  brokenTitle: 'This page broke',
  brokenText: 'A fault in Goldfinch, not in your containers: they keep running.',
  reload: 'Reload',
  skip: 'Skip to the page',
}
