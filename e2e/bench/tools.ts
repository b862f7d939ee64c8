import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { variables } from '../../main/machine/local/environment.mjs'
import type { Layout } from '../../main/machine/local/layout.mjs'

const execute = promisify(execFile)

/** nerdctl in a terminal beside the app: what `npm run env` gives a shell. */
export type Tools = {
  readonly environment: NodeJS.ProcessEnv
  readonly program: string
  nerdctl(...argv: readonly string[]): Promise<string>
  /** Left running: whoever starts it ends it. */
  start(...argv: readonly string[]): ChildProcess
}

export function createTools(places: Layout, bundle: string): Tools {
  const own = variables(places, bundle)
  // nerdctl writes its whole environment into every container: a person's shell has little of ours.
  const environment = {
    ...own,
    PATH: `${own['PATH'] ?? ''}:${process.env['PATH'] ?? ''}`,
    HOME: places.home,
  }
  const program = join(bundle, 'bin/nerdctl')
  return {
    environment,
    program,
    nerdctl: async (...argv) => {
      const options = { env: environment, maxBuffer: 256 * 1024 * 1024 }
      return (await execute(program, argv, options)).stdout
    },
    start: (...argv) =>
      spawn(program, argv, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] }),
  }
}
