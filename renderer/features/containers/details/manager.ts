import type { Container } from '../../../../preload/contract/containers.ts'

/** What another program made is shown but not changed: it would change it back. */
export const isManagedElsewhere = ({ manager }: Container, own: 'nerdctl' | 'docker'): boolean =>
  manager !== own
