import type { Handlers } from '../rpc/handlers.ts'
import type { SettingsStore } from '../settings/settings.ts'

export const settingsHandlers = (settings: SettingsStore): Handlers['settings'] => ({
  follow: (_input, { signal }) => settings.follow(signal),
  update: (patch) => settings.update(patch),
  preferences: () => Promise.resolve({ preferences: { ...settings.preferences() } }),
  remember: async ({ name, value }) => {
    await settings.remember(name, value)
    return {}
  },
})
