import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

const builtins = builtinModules.flatMap((name) => [name, `node:${name}`])

/** CommonJS, because CommonJS dependencies keep their `__dirname` and older Electrons can load it. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    outDir: '../dist/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { index: 'index.ts', backend: 'backend.ts', serve: 'serve.ts' },
      external: ['electron', /\.node$/, 'cpu-features', ...builtins],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'chunk-[name]-[hash].cjs',
      },
    },
  },
  ssr: { noExternal: true },
})
