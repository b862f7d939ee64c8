import { expect, it } from 'vitest'
import { ContainerId } from '../../../../preload/contract/containers.ts'
import { kill } from './kill.ts'
import { remove } from './remove.ts'
import { rename } from './rename.ts'
import { restart } from './restart.ts'
import { start } from './start.ts'
import { stop } from './stop.ts'

const id = ContainerId.parse('793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f')

it('names the container by its whole id, after what ends the options', () => {
  const both = { force: true, removeAnonymousVolumes: true }
  const neither = { force: false, removeAnonymousVolumes: false }
  expect([
    start(id).argv,
    stop(id).argv,
    stop(id, 0).argv,
    restart(id, 5).argv,
    restart(id).argv,
    kill(id).argv,
    rename(id, 'web').argv,
    remove(id, both).argv,
    remove(id, neither).argv,
  ]).toEqual([
    ['start', '--', id],
    ['stop', '--', id],
    ['stop', '--time=0', '--', id],
    ['restart', '--time=5', '--', id],
    ['restart', '--', id],
    ['kill', '--signal=SIGKILL', '--', id],
    ['rename', '--', id, 'web'],
    ['rm', '--force', '--volumes', '--', id],
    ['rm', '--', id],
  ])
})
