import { useState } from 'react'
import type { Container } from '../../preload/contract/containers.ts'
import type { Machine } from '../../preload/contract/machine.ts'
import type { Scope } from '../../preload/contract/scope.ts'
import { Checkbox } from '../ui/toggles.tsx'
import type { Actions } from './actions.ts'
import { ask } from './questions.ts'
import { strings } from './strings.ts'

const Volumes = ({ onChange }: { onChange: (isOn: boolean) => void }) => {
  const [isOn, setOn] = useState(false)
  return (
    <Checkbox
      label={strings.removeVolumes}
      hint={strings.removeVolumesHint}
      isOn={isOn}
      onChange={(next) => {
        setOn(next)
        onChange(next)
      }}
    />
  )
}

const isUp = ({ state }: Container) => state !== 'exited' && state !== 'created'

/** Asks whether these containers are to go, and removes them. */
export function askToRemove(
  actions: Actions,
  scope: Scope,
  containers: readonly Container[],
  removed?: () => void,
): void {
  const [first] = containers
  if (first === undefined) return
  const running = containers.filter(isUp).length
  const hasAnonymous = containers.some(({ mounts }) =>
    mounts.some(({ type, name }) => type === 'volume' && /^[0-9a-f]{64}$/.test(name ?? '')),
  )
  let removeAnonymousVolumes = false
  ask({
    title:
      containers.length === 1
        ? strings.removeOne(first.name)
        : strings.removeMany(containers.length),
    body: strings.removeBody(running, containers.length),
    objects: containers.length === 1 ? undefined : containers.map(({ name }) => name),
    verb: strings.remove,
    children: hasAnonymous && (
      <p>
        <Volumes onChange={(isOn) => (removeAnonymousVolumes = isOn)} />
      </p>
    ),
    confirm: async () => {
      await actions.removeContainers(scope, containers, {
        force: running > 0,
        removeAnonymousVolumes,
      })
      removed?.()
    },
  })
}

/** Stopping and restarting the machine takes the containers of all namespaces along. */
export function askMachine(
  actions: Actions,
  machine: Machine,
  verb: 'stop' | 'restart',
  running: number,
): void {
  // The card shows how it goes: the dialog does not wait for it.
  const act = () => void actions.runMachineAction(machine.id, verb)
  ask({
    title:
      verb === 'stop' ? strings.stopMachine(machine.name) : strings.restartMachine(machine.name),
    body: strings.stopMachineBody(running),
    verb: verb === 'stop' ? strings.stop : strings.restart,
    confirm: act,
  })
}
