import { beforeEach, expect, test, vi } from 'vitest'
import { ContainerId } from '../../preload/contract/containers.ts'
import type { Client } from '../../preload/contract/derive.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { Contract } from '../../preload/contract/index.ts'
import { Scope } from '../../preload/contract/scope.ts'
import { notify } from '../ui/notify.ts'
import { createActions } from './actions.ts'
import { createFeeds } from './feeds.ts'

vi.mock('../ui/notify.ts', () => ({ notify: vi.fn() }))

const scope = Scope.parse({ connection: 'local', namespace: 'default' })
const target = (name: string) => ({ id: ContainerId.parse(name), name })
const refused = new AppError({ code: 'conflict', message: 'It is being removed.' })

/** A backend that refuses what is in `refusing`, and never streams: rows are unknown. */
function setup(refusing: readonly string[]) {
  const stop = vi.fn(({ id }: { id: string }) =>
    refusing.includes(id) ? Promise.reject(refused) : Promise.resolve({}),
  )
  const remove = stop
  // A stand-in for the two verbs that these tests call.
  const client = { containers: { stop, remove } } as unknown as Client<Contract>
  const feeds = createFeeds(client, { get: () => 'connected', subscribe: () => () => undefined })
  return { stop, actions: createActions(client, feeds) }
}

beforeEach(() => vi.mocked(notify).mockClear())

test('an action that succeeds says nothing', async () => {
  const { stop, actions } = setup([])
  await actions.runContainerAction(scope, [target('web'), target('db')], 'stop')
  expect(stop.mock.calls.map(([{ id }]) => id)).toEqual(['web', 'db'])
  expect(notify).not.toHaveBeenCalled()
})

test('one that fails is told once, with the name and the reason', async () => {
  const { actions } = setup(['web'])
  await actions.runContainerAction(scope, [target('web')], 'stop')
  expect(vi.mocked(notify).mock.calls).toEqual([
    [{ title: 'Could not stop web', tone: 'failed', error: refused.data }],
  ])
})

test('several that fail are one notice', async () => {
  const { actions } = setup(['web', 'db'])
  await actions.runContainerAction(scope, [target('web'), target('db'), target('api')], 'stop')
  expect(vi.mocked(notify).mock.calls).toEqual([
    [{ title: 'Could not stop 2 of 3 containers', tone: 'failed', error: refused.data }],
  ])
})

test('a removal that fails is thrown, for the dialog that asked', async () => {
  const { actions } = setup(['web'])
  const how = { force: true, removeAnonymousVolumes: false }
  await expect(actions.removeContainers(scope, [target('web')], how)).rejects.toMatchObject({
    data: refused.data,
  })
  await expect(
    actions.removeContainers(scope, [target('web'), target('db')], how),
  ).rejects.toMatchObject({
    message: 'Could not remove 1 of 2 containers: It is being removed.',
  })
})
