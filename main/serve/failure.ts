/** Why the server could not begin, in a sentence; undefined for what nobody foresaw. */
export function describeFailure(error: unknown, port: number): string | undefined {
  if (error instanceof TypeError) return error.message
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Choose another with --port, or leave it out for any free one.`
  if (error.code === 'EACCES')
    return `Port ${port} may only be used by root. Choose one from 1024 on with --port.`
  return undefined
}
