/**
 * A rejection that nobody awaited is a fault of ours, but no reason to cut off every terminal and
 * log: it is told, and the process goes on.
 */
export function tellUnawaited(): void {
  process.on('unhandledRejection', (reason) => {
    console.error('A rejection that nobody awaited:', reason)
  })
}
