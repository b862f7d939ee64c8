import { ConnectionId } from '../preload/contract/scope.ts'
import { bundleFolder } from './base/bundle.ts'
import { createContainerdEngine } from './engine/containerd/containerd.ts'
import { createDemo, demoOptions } from './engine/fake/demo.ts'
import { createConnections, type Place } from './handlers/connections.ts'
import { containersHandlers } from './handlers/containers.ts'
import { imagesHandlers } from './handlers/images.ts'
import { machineHandlers } from './handlers/machine.ts'
import { namespacesHandlers } from './handlers/namespaces.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { systemHandlers } from './handlers/system.ts'
import { tasksHandlers } from './handlers/tasks.ts'
import { terminalsHandlers } from './handlers/terminals.ts'
import { createLocalMachine } from './machine/local/local.ts'
import type { Handlers } from './rpc/handlers.ts'
import { openSettings } from './settings/settings.ts'
import { createTasks } from './tasks/tasks.ts'
import { createTerminals } from './terminals/terminals.ts'

export type AppOptions = {
  /** The folder of all state. */
  readonly home: string
  /** The folder of the bundled programs, with one folder for each platform. */
  readonly bundle: string
  readonly version: string
  /** The fake engine; GOLDFINCH_DEMO says what it shows. */
  readonly isDemo: boolean
  readonly demoWords?: string | undefined
}

export type App = {
  readonly handlers: Handlers
  /** Leaves containers and machine as they are, and lets go of them. */
  dispose(): Promise<void>
}

/** The backend, put together: a list of constructions. */
export async function createApp(options: AppOptions): Promise<App> {
  const { home, version } = options
  const settings = await openSettings(home)
  const place = createPlace(options)
  const connections = createConnections([place])
  const tasks = createTasks()
  const terminals = createTerminals({ engineOf: (id) => connections.engine(id) })
  const { notices } = settings
  if (settings.get().startMachineWithApp) void startMachine(place)
  return {
    handlers: {
      system: systemHandlers({ version, home, notices, connections }),
      settings: settingsHandlers(settings),
      machine: machineHandlers(connections),
      namespaces: namespacesHandlers(connections),
      containers: containersHandlers(connections, tasks),
      images: imagesHandlers(connections),
      terminals: terminalsHandlers(terminals),
      tasks: tasksHandlers(tasks),
    },
    dispose: async () => {
      await tasks.dispose()
      await terminals.dispose()
      await place.engine.dispose()
      await place.machine.dispose()
    },
  }
}

function createPlace({ home, bundle, isDemo, demoWords }: AppOptions): Place {
  if (isDemo) return createDemo({ ...demoOptions(demoWords), home })
  const machine = createLocalMachine({ home, bundle: bundleFolder(bundle) })
  const engine = createContainerdEngine({
    connection: ConnectionId.parse('local'),
    name: 'This computer',
    machine,
    onTrouble: (trouble) => console.error('A list had to be mended:', trouble),
  })
  return { machine, engine }
}

/** Its timeline tells how it went; here it is only not left alone. */
async function startMachine({ machine }: Place): Promise<void> {
  try {
    await machine.start()
  } catch (error) {
    console.error('The machine did not start with the app:', error)
  }
}
