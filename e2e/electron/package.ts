import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')

/** electron-builder's own file, as far as the tests look into it. */
type Shipped = Readonly<Record<string, unknown>> & {
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly directories: Readonly<Record<string, string>>
}

/**
 * Packages the app as electron-builder.yml says, around the older Electron: what differs is what
 * that one needs. Playwright attaches through the inspector, so that one fuse stays on.
 */
export async function packageApp(electron: string, version: string, out: string): Promise<string> {
  const shipped = parse(await readFile(join(root, 'electron-builder.yml'), 'utf8')) as Shipped
  const fuses = { ...shipped.electronFuses, enableNodeCliInspectArguments: true }
  const derived = {
    ...shipped,
    directories: { ...shipped.directories, output: out },
    electronDist: dirname(electron),
    electronVersion: version,
    extraMetadata: { main: 'shim/shim.cjs' },
    files: [
      { from: 'dist-e2e', to: '.', filter: ['dist/**', 'shim/**', '!**/*.map'] },
      'resources/icons/**',
      'package.json',
      '!node_modules/**',
    ],
    asarUnpack: ['**/dist/main/**', '**/shim/parent-port.cjs', 'package.json'], // the tests' Node reads these
    extraResources: [],
    electronFuses: Object.fromEntries(
      // This fuse is newer than the older Electron.
      Object.entries(fuses).filter(([name]) => name !== 'grantFileProtocolExtraPrivileges'),
    ),
  }
  const config = join(out, 'builder.json')
  await writeFile(config, JSON.stringify(derived))
  const builder = join(root, 'node_modules/electron-builder/out/cli/cli.js')
  const child = spawn(process.execPath, [builder, '--linux', 'dir', '--config', config], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`electron-builder ended with ${String(code)}:\n${output}`)
  // What the tests' Electron brings to open folders.
  await rm(join(out, 'linux-unpacked/resources/app'), { recursive: true })
  return join(out, 'linux-unpacked')
}
