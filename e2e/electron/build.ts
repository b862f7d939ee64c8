import { copyFile, cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

/**
 * The app for the older Electron of the tests: the production configurations with other targets,
 * and the shim around the shell. The backend is the production build itself (dist/main).
 */
const root = join(import.meta.dirname, '../..')
const out = join(root, 'dist-e2e')

/** The page's own first import: what Chrome 108 lacks of today's library. */
const pageShim: Plugin = {
  name: 'page-shim',
  transform: (code, id) =>
    id.endsWith('/renderer/app/main.tsx') ? `import 'core-js/actual'\n${code}` : undefined,
}

type Part = { readonly part: string; readonly target: string; readonly plugins?: Plugin[] }

async function retarget({ part, target, plugins = [] }: Part, mode?: string): Promise<void> {
  await build({
    ...(mode === undefined ? {} : { mode }),
    configFile: join(root, part, 'vite.config.ts'),
    logLevel: 'warn',
    plugins,
    build: { outDir: join(out, 'dist', part), target, emptyOutDir: true },
  })
}

async function buildShim(): Promise<void> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'legacy'),
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: join(out, 'shim'),
      emptyOutDir: true,
      target: 'node16',
      minify: false,
      rolldownOptions: {
        input: { shim: 'entry.cjs' },
        external: ['electron'],
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          footer: "require('../dist/main/index.cjs')",
        },
      },
    },
    ssr: { noExternal: true },
  })
  const parentPort = join(import.meta.dirname, 'legacy/parent-port.cjs')
  await copyFile(parentPort, join(out, 'shim/parent-port.cjs'))
}

async function takeBackend(): Promise<void> {
  const production = join(root, 'dist/main')
  for (const name of await readdir(production))
    if (/^backend(-.*)?\.cjs$/.test(name))
      await copyFile(join(production, name), join(out, 'dist/main', name))
}

await rm(out, { recursive: true, force: true })
await retarget({ part: 'preload', target: 'chrome108' })
await retarget({ part: 'renderer', target: 'chrome108', plugins: [pageShim] })
await retarget({ part: 'main', target: 'node16' }, 'index')
await buildShim()
await takeBackend()
await mkdir(join(out, 'resources'))
await cp(join(root, 'resources/icons'), join(out, 'resources/icons'), { recursive: true })
await symlink(join(root, 'resources/bundle'), join(out, 'resources/bundle'))
const description = { name: 'goldfinch', version: '0.1.0', type: 'commonjs', main: 'shim/shim.cjs' }
await writeFile(join(out, 'package.json'), JSON.stringify(description))
