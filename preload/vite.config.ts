import { defineConfig } from 'vite'

/** One CommonJS file: a sandboxed preload can load nothing else. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/preload',
    emptyOutDir: true,
    target: 'chrome150',
    minify: false,
    lib: { entry: 'index.ts', formats: ['cjs'], fileName: () => 'index.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
})
