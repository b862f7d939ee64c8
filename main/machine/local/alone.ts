import { access, constants } from 'node:fs/promises'

const bash = '/bin/bash'

/** dash knows descriptors of one digit only, so it has to be bash; `exec` keeps process and command line. */
const script =
  'for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -gt 2 ] && eval "exec $fd>&-"; done; exec "$@"'

/**
 * The same command, begun with nothing open but its standard streams. Node hands on whatever the
 * process was itself handed, and Chromium hands its children the socket by which it notices their
 * end: a daemon that outlives the app must not hold it. Without bash the command is left as it is.
 */
export async function alone(command: readonly string[]): Promise<readonly [string, ...string[]]> {
  const [program = '', ...argv] = command
  try {
    await access(bash, constants.X_OK)
  } catch {
    return [program, ...argv]
  }
  return [bash, '-c', script, bash, program, ...argv]
}
