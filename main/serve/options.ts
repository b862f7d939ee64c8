import { parseArgs } from 'node:util'

export type ServeOptions = { readonly port: number; readonly isDemo: boolean }

/** Reads what the launcher passes on; port 0 is any free one. Throws TypeError for what it does not know. */
export function readServeOptions(argv: readonly string[]): ServeOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { port: { type: 'string', default: '0' }, demo: { type: 'boolean', default: false } },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`--port wants a number up to 65535; “${values.port}” is none.`)
  return { port, isDemo: values.demo }
}
