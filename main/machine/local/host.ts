import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../machine.ts'
import { variables } from './environment.mjs'
import { localFiles } from './files.ts'
import type { Layout } from './layout.mjs'
import type { PipeFolder } from './pipes.ts'
import { runProgram } from './program.ts'

type Options = {
  readonly places: Layout
  readonly bundle: string
  readonly path: string
  readonly pipes: PipeFolder
}

/** Environment of every program of the engine: nothing of the app's own gets in. */
export function programEnvironment({
  places,
  bundle,
  path,
}: Omit<Options, 'pipes'>): Readonly<Record<string, string>> {
  const set = variables(places, bundle)
  // Logins to registries are shared with the terminal, through the user's own folder.
  return { ...set, PATH: `${set['PATH'] ?? ''}:${path}`, HOME: homedir(), LANG: 'C.UTF-8' }
}

/** This computer as the engine adapter sees it. */
export function createHost(options: Options): Host {
  const { places, bundle, pipes } = options
  const environment = programEnvironment(options)
  return {
    sockets: places.sockets,
    dataStore: places.data.store,
    networkConfigurations: places.cni.networks,
    run: (command, { signal, onLine } = {}) =>
      runProgram(command, {
        executable: join(bundle, 'bin', command.program),
        environment,
        signal,
        onLine,
      }),
    files: localFiles,
    pipes: (label) => pipes.open(label),
    abandonedPipes: () => pipes.abandoned(),
  }
}
