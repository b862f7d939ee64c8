import { execFile } from 'node:child_process'

export type ToolResult = {
  /** Undefined: there is no such program. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs a small program of the system, with nothing of our environment; `path` is where it is looked for. */
export function runTool(
  path: string,
  program: string,
  argv: readonly string[],
  input?: string,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const env = { PATH: path, LC_ALL: 'C' }
    const options = { env, timeout: 20_000, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile('env', [program, ...argv], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      // env(1): 127 is not found, 126 is not executable.
      resolve({ exitCode: code === 127 || code === 126 ? undefined : code, stdout, stderr })
    })
    // A program that does not read its input breaks the pipe: its exit code tells more.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input ?? '')
  })
}

/** Where programs of the system are; the app's own PATH may be anything. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
