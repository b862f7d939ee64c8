import { containers } from './containers.ts'
import type { ContractShape } from './define.ts'
import { images } from './images.ts'
import { machine } from './machine.ts'
import { namespaces } from './namespaces.ts'
import { settings } from './settings.ts'
import { system } from './system.ts'
import { tasks } from './tasks.ts'
import { terminals } from './terminals.ts'

/** Everything that page, tray, tests and browser can ask of the backend. */
export const contract = {
  system,
  settings,
  machine,
  namespaces,
  containers,
  images,
  terminals,
  tasks,
} satisfies ContractShape
export type Contract = typeof contract
