import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileWhole } from '../../base/write-file.ts'

const Run = z.object({
  startedAt: z.number(),
  tookMs: z.number(),
  stages: z.record(z.string(), z.number()),
})

const Record = z.object({
  /** What the last person or app asked for: tells an end that was wanted from one that was not. */
  wanted: z.enum(['running', 'stopped']).default('stopped'),
  subnet: z.string().optional(),
  /** Sizes and times of the bundled programs when their checksums were last right. */
  verifiedBundle: z.string().optional(),
  /** The last starts, newest last. */
  starts: z.array(Run).default([]),
})
export type MachineRecord = z.infer<typeof Record>
export type StartRun = z.infer<typeof Run>

const keptStarts = 10

/** What cannot be read is as if it had never been written: all of it can be found out again. */
export async function readRecord(path: string): Promise<MachineRecord> {
  try {
    return Record.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return Record.parse({})
  }
}

export const writeRecord = (path: string, record: MachineRecord): Promise<void> =>
  writeFileWhole(path, `${JSON.stringify(record, undefined, 2)}\n`)

export const withStart = (record: MachineRecord, start: StartRun): MachineRecord => ({
  ...record,
  starts: [...record.starts, start].slice(-keptStarts),
})

export const median = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
