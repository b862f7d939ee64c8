/** What a test run left behind on this computer, found by the folder that all its state was in. */
import { spawnSync } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { layout } from '../../../main/machine/local/layout.mjs'

/**
 * One line for each process and each mount that belongs to the folder.
 *
 * @param {string} folder
 * @returns {Promise<readonly string[]>}
 */
export async function findLeftovers(folder) {
  if (process.platform !== 'linux') return []
  const [processes, mounts] = await Promise.all([findProcesses(folder), findMounts(folder)])
  return [...processes, ...mounts]
}

/**
 * Ends the processes and mounts that were found. Bridges stay: their names do not tell whose they are.
 *
 * @param {readonly string[]} lines of findLeftovers
 */
export async function endLeftovers(lines) {
  for (const line of lines) {
    const [kind, name] = line.split(/[ :]/)
    if (kind === 'process') spawnSync('kill', ['-KILL', name])
    if (kind === 'mount') spawnSync('umount', ['--lazy', line.slice('mount '.length)])
  }
}

/** @param {string} folder */
async function findProcesses(folder) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      if (Number(pid) === process.pid) return undefined
      const [command, environment, cwd] = await Promise.all([
        read(`/proc/${pid}/cmdline`),
        read(`/proc/${pid}/environ`),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ])
      const isOurs = [command, environment, cwd].some((text) => text.includes(folder))
      return isOurs ? `process ${pid}: ${command.replaceAll('\0', ' ').slice(0, 160)}` : undefined
    }),
  )
  return found.filter((line) => line !== undefined)
}

/** @param {string} folder */
async function findMounts(folder) {
  return mountsIn(await read('/proc/self/mountinfo'), folder).map((path) => `mount ${path}`)
}

/**
 * @param {string} mountinfo
 * @param {string} folder
 */
export function mountsIn(mountinfo, folder) {
  return mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
}

/**
 * The bridges of Goldfinch's engines, those that run elsewhere on this computer left out.
 *
 * @returns {Promise<readonly string[]>}
 */
export async function listBridges() {
  const names = await readdir('/sys/class/net').catch(() => [])
  const foreign = await runningHomes()
  const prefixes = foreign.map((home) => layout(home).interfacePrefix)
  return names.filter(
    (name) => /^gf[0-9a-f]{6}/.test(name) && !prefixes.some((prefix) => name.startsWith(prefix)),
  )
}

/** The homes whose containerd runs: it is told its configuration by path. */
async function runningHomes() {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const commands = await Promise.all(pids.map((pid) => read(`/proc/${pid}/cmdline`)))
  return commands.flatMap(
    (command) => /(?:^|\0)([^\0]+)\/engine\/config\/containerd\.toml/.exec(command)?.[1] ?? [],
  )
}

/**
 * A process that ends while it is looked at has left nothing.
 *
 * @param {string} file
 */
async function read(file) {
  return readFile(file, 'utf8').catch(() => '')
}
