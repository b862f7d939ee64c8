import { join } from 'node:path'

const systems: Readonly<Record<string, string>> = { win32: 'windows' }
const architectures: Readonly<Record<string, string>> = { x64: 'amd64' }

/** The bundled programs for this computer: `<bundle>/<os>-<arch>`, in Go's words. */
export const bundleFolder = (
  bundle: string,
  platform: string = process.platform,
  arch: string = process.arch,
): string => join(bundle, `${systems[platform] ?? platform}-${architectures[arch] ?? arch}`)
