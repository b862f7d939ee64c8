import type { ServeOptions } from './server.ts'

/** Items of streams are many: they are checked only where GOLDFINCH_VALIDATE asks, as all tests do. */
export const servingOptions = (): ServeOptions => ({
  validateItems: process.env['GOLDFINCH_VALIDATE'] === '1',
})
