import { join } from 'node:path'
import { app } from 'electron'

/** Where the app's own files are: the checkout, or the archive of an installed app. */
export const appFile = (...parts: readonly string[]): string => join(app.getAppPath(), ...parts)

/** The bundled programs: beside the archive when installed, in the checkout else. */
export const bundleFolder = (): string =>
  app.isPackaged ? join(process.resourcesPath, 'bundle') : appFile('resources/bundle')
