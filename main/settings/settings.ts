import { join } from 'node:path'
import { z } from 'zod'
import { defaultSettings, Settings } from '../../preload/contract/settings.ts'
import { observable } from '../base/observable.ts'
import { createSerial } from '../base/serial.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

export type SettingsStore = {
  get(): Settings
  follow(signal: AbortSignal): AsyncIterable<Settings>
  /** Resolves when it is on the disk; throws `denied`, `exhausted` or `failed`, and changes nothing. */
  update(patch: Readonly<Partial<Record<keyof Settings, unknown>>>): Promise<Settings>
  preferences(): Readonly<Record<string, string>>
  remember(name: string, value: string): Promise<void>
  /** What was wrong with the files when they were opened, in sentences. */
  readonly notices: readonly string[]
}

const maximumPreferences = 200
/** Keys that this version does not know stay: a newer one wrote them. */
const SettingsFile = z.looseObject(Settings.partial().shape)
const PreferencesFile = z.record(z.string(), z.string())

/** Opens home/settings.json and home/preferences.json; never fails, defaults take over. */
export async function openSettings(home: string): Promise<SettingsStore> {
  const settingsPath = join(home, 'settings.json')
  const preferencesPath = join(home, 'preferences.json')
  const opened = await readJsonFile(settingsPath, SettingsFile)
  const openedPreferences = await readJsonFile(preferencesPath, PreferencesFile)
  const serial = createSerial()
  const current = observable(Settings.parse({ ...defaultSettings, ...opened.content }))
  let content = opened.content
  let preferences = PreferencesFile.parse(openedPreferences.content)

  return {
    get: () => current.get(),
    follow: (signal) => current.follow(signal),
    update: (patch) =>
      serial(async () => {
        const said = Object.entries(patch).filter(([, value]) => value !== undefined)
        const known = Settings.parse({ ...current.get(), ...Object.fromEntries(said) })
        const next = { ...content, ...known }
        await writeJsonFile(settingsPath, next)
        content = next
        current.set(known)
        return known
      }),
    preferences: () => preferences,
    remember: (name, value) =>
      serial(async () => {
        const others = Object.entries(preferences).filter(([other]) => other !== name)
        const entries = [...others, [name, value] as const].slice(-maximumPreferences)
        const next = Object.fromEntries(entries)
        await writeJsonFile(preferencesPath, next)
        preferences = next
      }),
    notices: [opened.notice, openedPreferences.notice].filter((notice) => notice !== undefined),
  }
}
