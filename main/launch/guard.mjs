/**
 * Runs one job in a process group of its own, and takes the whole group along when the launcher is
 * gone, however it ended: half-dead installers must not work on while the next launch repairs.
 */
import { spawn, spawnSync } from 'node:child_process'

process.once('disconnect', endGroup)
process.once('message', (job) => void run(job))

/** @param {import('./tool.mjs').Job} job */
async function run(job) {
  if (job.command) return runCommand(job.command)
  try {
    const module = await import(job.call.module)
    const report = (/** @type {unknown} */ progress) => process.send({ progress })
    const result = await module[job.call.name]({ ...job.call.options, report })
    finish({ result }, 0)
  } catch (error) {
    const { message, detail, code, stack } = error
    if (detail) console.error(detail)
    if (!code) console.error(stack)
    finish({ error: { message, detail, code } }, 1)
  }
}

/** @param {import('./tool.mjs').Command} command */
function runCommand({ file, args, cwd, env }) {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
  child.once('error', ({ message }) => finish({ error: { message } }, 127))
  child.once('exit', (code, signal) => finish({ signal }, code ?? 1))
}

/**
 * @param {object} message
 * @param {number} code
 */
function finish(message, code) {
  process.off('disconnect', endGroup)
  process.send(message, () => process.exit(code))
}

function endGroup() {
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', `${process.pid}`, '/T', '/F'])
  else process.kill(-process.pid, 'SIGKILL')
}
