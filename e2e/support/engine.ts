import { mkdtemp, rm } from 'node:fs/promises'
import { createLocalMachine } from '../../main/machine/local/local.ts'
import { bundle, trialMissing } from '../../main/machine/local/trial.ts'

/** Why no real engine can run here; undefined when one can. */
export const engineLack = trialMissing

/** A home for a real engine: short, and on the disk, because its sockets and snapshots lie in it. */
export const engineHome = (): Promise<string> => mkdtemp('/tmp/gf-')

/** Stops what runs in the home, however a test ended, and removes it. */
export async function endEngine(home: string): Promise<void> {
  const machine = createLocalMachine({ home, bundle })
  try {
    await machine.stop()
  } finally {
    await machine.dispose()
    await rm(home, { recursive: true, force: true })
  }
}
