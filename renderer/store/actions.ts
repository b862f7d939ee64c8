import type { Client } from '../../preload/contract/derive.ts'
import type { Container, ContainerId } from '../../preload/contract/containers.ts'
import type { Contract } from '../../preload/contract/index.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { ConnectionId, Scope } from '../../preload/contract/scope.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import type { TaskId } from '../../preload/contract/tasks.ts'
import { toErrorData } from '../lib/errors.ts'
import { notify } from '../ui/notify.ts'
import { confirmed } from './confirmed.ts'
import type { Feeds } from './feeds.ts'
import { setPending } from './pending.ts'
import type { ContainerVerb } from './pending.ts'
import { strings } from './strings.ts'

export type SimpleVerb = Exclude<ContainerVerb, 'rename' | 'remove' | 'kill'>

type Target = { readonly id: ContainerId; readonly name: string }
type Removal = { readonly force: boolean; readonly removeAnonymousVolumes: boolean }

/** So many calls are under way at once when an action is for many objects. */
const width = 6

/** Runs all, a few at a time, and returns the failures. */
async function each<Item>(items: readonly Item[], run: (item: Item) => Promise<void>) {
  const failures: { readonly item: Item; readonly error: unknown }[] = []
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      const present = item
      await run(present).catch((error: unknown) => failures.push({ item: present, error }))
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return failures
}

export function createActions(client: Client<Contract>, feeds: Feeds) {
  /** The row shows it at once; it ends when the engine's own event has confirmed it. */
  const pendingWhile = async (
    scope: Scope,
    { id }: Target,
    verb: ContainerVerb,
    call: () => Promise<unknown>,
  ) => {
    setPending(id, verb)
    try {
      const settled = confirmed(feeds.containers(scope).store, id, verb)
      await call()
      await settled()
    } finally {
      setPending(id, undefined)
    }
  }

  const runContainerAction = async (scope: Scope, targets: readonly Target[], verb: SimpleVerb) => {
    const failures = await each(targets, (target) =>
      pendingWhile(scope, target, verb, () => client.containers[verb]({ ...scope, id: target.id })),
    )
    const [first] = failures
    if (first === undefined) return
    const title =
      targets.length === 1
        ? strings.couldNot(verb, first.item.name)
        : strings.couldNotSome(verb, failures.length, targets.length)
    notify({ title, tone: 'failed', error: toErrorData(first.error) })
  }

  /** Rejects with the first failure; for a dialog that stays open to show it. */
  const removeContainers = async (scope: Scope, targets: readonly Target[], how: Removal) => {
    const failures = await each(targets, (target) =>
      pendingWhile(scope, target, 'remove', () =>
        client.containers.remove({ ...scope, id: target.id, ...how }),
      ),
    )
    const [first] = failures
    if (first === undefined) return
    const error = toErrorData(first.error)
    const title = strings.couldNotSome('remove', failures.length, targets.length)
    throw new AppError(
      targets.length === 1 ? error : { ...error, message: `${title}: ${error.message}` },
    )
  }

  return {
    /** Tells a failure in a notice, at the place of the action; never rejects. */
    runContainerAction,
    removeContainers,
    kill: (scope: Scope, target: Target, signal: string) =>
      pendingWhile(scope, target, 'kill', () =>
        client.containers.kill({ ...scope, id: target.id, signal }),
      ),
    rename: (scope: Scope, target: Target, name: string) =>
      pendingWhile(scope, target, 'rename', () =>
        client.containers.rename({ ...scope, id: target.id, name }),
      ),
    ...simpleActions(client),
  }
}

/** Actions whose effect a feed shows by itself. */
function simpleActions(client: Client<Contract>) {
  const orSay = async (title: string, call: Promise<unknown>) => {
    try {
      await call
    } catch (thrown) {
      notify({ title, tone: 'failed', error: toErrorData(thrown) })
    }
  }
  return {
    /** The machine's own card tells how it goes and what went wrong: only what it cannot know is said. */
    runMachineAction: async (connection: ConnectionId, verb: 'start' | 'stop' | 'restart') => {
      try {
        await client.machine[verb]({ connection })
      } catch (thrown) {
        const error = toErrorData(thrown)
        if (error.code === 'internal' || error.code === 'unsupported') {
          notify({ title: `Could not ${verb} the machine`, tone: 'failed', error })
        }
      }
    },
    updateSettings: (changes: Partial<Settings>) =>
      orSay(strings.couldNotSave, client.settings.update(changes)),
    cancelTask: (task: TaskId) => orSay(strings.couldNotCancel, client.tasks.cancel({ task })),
    dismissTasks: (task?: TaskId) =>
      orSay(strings.couldNotDismiss, client.tasks.dismiss(task === undefined ? {} : { task })),
  }
}

export type Actions = ReturnType<typeof createActions>

/** Which simple verbs make sense for a container as it is. */
export function verbsFor({ state }: Container): readonly SimpleVerb[] {
  switch (state) {
    case 'running':
      return ['stop', 'restart', 'pause']
    case 'paused':
      return ['unpause', 'stop', 'restart']
    case 'restarting':
      return ['stop']
    case 'created':
    case 'exited':
      return ['start']
    case 'pausing':
    case 'unknown':
      return []
  }
}
