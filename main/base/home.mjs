import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The folder of all state: settings, engine data, sockets, logs. GOLDFINCH_HOME, or what the
 * platform's conventions say.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} platform as in process.platform
 * @param {string} user the user's own folder
 */
export function homeFolder(
  environment = process.env,
  platform = process.platform,
  user = homedir(),
) {
  if (environment.GOLDFINCH_HOME) return resolve(environment.GOLDFINCH_HOME)
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Goldfinch')
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA || join(user, 'AppData', 'Local'), 'Goldfinch')
  return join(environment.XDG_DATA_HOME || join(user, '.local', 'share'), 'goldfinch')
}
