/**
 * npm as a command: the one that started us, or the one on PATH.
 *
 * @param {readonly string[]} args
 * @returns {{ file: string, args: readonly string[] }}
 */
export function npm(args) {
  const running = process.env.npm_execpath
  if (running?.endsWith('npm-cli.js')) return { file: process.execPath, args: [running, ...args] }
  if (process.platform === 'win32') return { file: 'cmd', args: ['/d', '/s', '/c', 'npm', ...args] }
  return { file: 'npm', args }
}
