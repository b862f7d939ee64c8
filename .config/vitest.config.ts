import { defineConfig } from 'vitest/config'

/** `unit` runs anywhere in seconds; `real` needs the bundle and root, and drives real engines. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{main,preload,renderer,resources,e2e}/**/*.test.{ts,tsx,mjs}'],
          exclude: [
            '**/node_modules/**',
            '**/*.real.test.{ts,mjs}',
            'e2e/browser/**',
            'e2e/electron/**',
          ],
        },
      },
      {
        test: {
          name: 'real',
          include: ['{main,resources}/**/*.real.test.{ts,mjs}'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
