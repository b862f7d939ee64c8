import { z } from 'zod'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ShellRequest } from '../engine.ts'
import type { ProcessUser } from './exec-user.ts'

/** The main process of a container's OCI specification: what is not known here is kept. */
const Process = z.looseObject({
  cwd: z.string().optional(),
  env: z.array(z.string()).nullish(),
})
export type Process = z.infer<typeof Process>

/** containerd's name for the specification of a process as JSON. */
export const processTypeUrl = 'types.containerd.io/opencontainers/runtime-spec/1/Process'

export function parseProcess(spec: Uint8Array | undefined): Process {
  try {
    const { process } = z
      .object({ process: Process })
      .parse(JSON.parse(Buffer.from(spec ?? []).toString('utf8')))
    return process
  } catch (error) {
    throw new AppError(
      {
        code: 'failed',
        message: 'The specification of this container cannot be read.',
        detail: String(error),
      },
      { cause: error },
    )
  }
}

/**
 * A process with a terminal beside the main one: with its capabilities, limits and, unless others
 * are asked for, its user, directory and environment.
 */
export function shellProcess(
  main: Process,
  command: readonly string[],
  request: ShellRequest,
  user?: ProcessUser,
): Uint8Array {
  const process = {
    ...main,
    terminal: true,
    args: command,
    env: withVariables(main.env ?? [], { TERM: 'xterm-256color', COLORTERM: 'truecolor' }),
    cwd: request.workingDirectory ?? main.cwd ?? '/',
    consoleSize: { width: request.columns, height: request.rows },
    ...(user === undefined ? {} : { user }),
  }
  return Buffer.from(JSON.stringify(process))
}

function withVariables(env: readonly string[], added: Readonly<Record<string, string>>): string[] {
  const kept = env.filter((entry) => !Object.hasOwn(added, entry.split('=', 1)[0] ?? ''))
  return [...kept, ...Object.entries(added).map(([name, value]) => `${name}=${value}`)]
}

/** As runc looks for programs; its own default where the container has none. */
export function searchPath({ env }: Process): string[] {
  const path = env?.findLast((entry) => entry.startsWith('PATH='))?.slice('PATH='.length)
  const folders = path ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  return folders.split(':').filter((folder) => folder.startsWith('/'))
}
