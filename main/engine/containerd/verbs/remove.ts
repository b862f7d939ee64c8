import type { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Verb } from '../runner.ts'

export const remove = (
  id: ContainerId,
  options: { readonly force: boolean; readonly removeAnonymousVolumes: boolean },
): Verb<void> => ({
  name: 'Removing the container',
  argv: [
    'rm',
    ...(options.force ? ['--force'] : []),
    ...(options.removeAnonymousVolumes ? ['--volumes'] : []),
    '--',
    id,
  ],
  parse: () => undefined,
})
