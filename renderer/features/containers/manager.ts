import type { Container } from '../../../preload/contract/containers.ts'
import type { Page } from './context.tsx'
import { strings } from './strings.ts'

/** What another program made is shown but not changed: it would change it back. */
export const isManagedElsewhere = ({ manager }: Container, own: Page['program']): boolean =>
  manager !== own

/** Why a container cannot be changed here; undefined when it can. */
export const lockOf = ({ program }: Pick<Page, 'program'>, container: Container) =>
  isManagedElsewhere(container, program) ? strings.managedBy(container.manager) : undefined
