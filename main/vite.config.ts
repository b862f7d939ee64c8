import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

const builtins = builtinModules.flatMap((name) => [name, `node:${name}`])

/**
 * CommonJS, because CommonJS dependencies keep their `__dirname` and older Electrons can load it.
 * One entry at a time, named by the mode: bundled together, one entry may end up holding what
 * another needs, and an entry runs when it is loaded.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  build: {
    ssr: true,
    outDir: '../dist/main',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { [mode]: `${mode}.ts` },
      external: ['electron', /\.node$/, 'cpu-features', ...builtins],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: `${mode}-[name]-[hash].cjs`,
      },
    },
  },
  ssr: { noExternal: true },
}))
