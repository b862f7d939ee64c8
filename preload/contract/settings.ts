import { z } from 'zod'
import { call, stream } from './define.ts'
import { Nothing } from './scope.ts'

export const Settings = z.object({
  theme: z.enum(['system', 'dark', 'light']),
  /** Start the machine when the app opens. */
  startMachineWithApp: z.boolean(),
  /** What happens to the machine, and so to the containers, when the app quits. */
  onQuit: z.enum(['keep-running', 'stop-machine']),
  /** Closing the last window keeps the app in the tray. */
  keepInTray: z.boolean(),
  terminalFontSize: z.number().int().min(8).max(32),
  logLinesKept: z.number().int().min(1000).max(1_000_000),
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = {
  theme: 'system',
  startMachineWithApp: false,
  onQuit: 'keep-running',
  keepInTray: true,
  terminalFontSize: 13,
  logLinesKept: 100_000,
}

/** What the page remembers about its own looks (columns, widths, sorting), as JSON text by name. */
export const Preference = z.object({
  name: z.string().regex(/^[a-z][a-zA-Z0-9.-]{0,63}$/),
  value: z.string().max(65_536),
})

export const settings = {
  follow: stream(Nothing, Settings),
  update: call(Settings.partial(), Settings),
  preferences: call(Nothing, z.object({ preferences: z.record(z.string(), z.string()) })),
  remember: call(Preference, Nothing),
}
