import { count } from '../lib/format.ts'
import type { ContainerVerb } from './pending.ts'

const infinitives: Readonly<Record<ContainerVerb, string>> = {
  start: 'start',
  stop: 'stop',
  kill: 'kill',
  restart: 'restart',
  pause: 'pause',
  unpause: 'resume',
  rename: 'rename',
  remove: 'remove',
}

const containers = (many: number) => count(many, 'container')

export const strings = {
  couldNot: (verb: ContainerVerb, name: string) => `Could not ${infinitives[verb]} ${name}`,
  couldNotSome: (verb: ContainerVerb, failed: number, all: number) =>
    `Could not ${infinitives[verb]} ${failed} of ${containers(all)}`,
  removeOne: (name: string) => `Remove ${name}?`,
  removeMany: (many: number) => `Remove ${containers(many)}?`,
  removeBody: (running: number, many: number) => {
    const what =
      many === 1
        ? 'The container and everything written inside it are deleted.'
        : `${containers(many)} and everything written inside them are deleted.`
    if (running === 0) return `${what} Named volumes and images stay.`
    const stops =
      many === 1
        ? 'It is running and will be killed.'
        : `${running} of them ${running === 1 ? 'is' : 'are'} running and will be killed.`
    return `${what} ${stops} Named volumes and images stay.`
  },
  removeVolumes: 'Also remove anonymous volumes',
  removeVolumesHint: 'Data in volumes that have no name is lost for good.',
  remove: 'Remove',
  stopMachine: (name: string) => `Stop ${name}?`,
  restartMachine: (name: string) => `Restart ${name}?`,
  stopMachineBody: (running: number) =>
    running === 0
      ? 'No container runs in this namespace. Those of other namespaces are stopped with it.'
      : `${containers(running)} of this namespace ${running === 1 ? 'is' : 'are'} stopped with it, and those of other namespaces too.`,
  stop: 'Stop',
  restart: 'Restart',
  couldNotSave: 'Could not save the setting',
  couldNotCancel: 'Could not cancel the task',
  couldNotDismiss: 'Could not dismiss the task',
}
