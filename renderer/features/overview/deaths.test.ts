import { expect, test } from 'vitest'
import { Container } from '../../../preload/contract/containers.ts'
import { deaths } from './deaths.ts'

const container = (id: string, more: object): Container =>
  Container.parse({
    id,
    name: id,
    image: 'docker.io/library/busybox:1.37',
    command: [],
    state: 'exited',
    createdAt: 1,
    ports: [],
    networks: [],
    mounts: [],
    restartPolicy: { name: 'no', restartCount: 0 },
    hasTerminal: false,
    removesItself: false,
    limits: {},
    labels: {},
    manager: 'nerdctl',
    ...more,
  })

const told = (...containers: readonly Container[]) =>
  deaths(containers).map(({ container: { name }, why }) => `${name} ${why}`)

test('who failed is told with the reason, the latest first', () => {
  expect(
    told(
      container('one', { exitCode: 1, exitedAt: 10 }),
      container('killed', { exitCode: 137, exitedAt: 30 }),
      container('never', { state: 'created', createdAt: 20, startError: 'no such file: /app' }),
      container('sick', {
        state: 'running',
        createdAt: 5,
        health: { status: 'unhealthy', failingStreak: 3 },
      }),
    ),
  ).toEqual([
    'killed exited with 137, killed by SIGKILL',
    'never could not start: no such file: /app',
    'one exited with 1',
    'sick unhealthy: 3 checks failed in a row',
  ])
})

test('who was stopped, or ended well, is not dead', () => {
  expect(
    told(
      container('stopped', { exitCode: 143, exitedAt: 1 }),
      container('done', { exitCode: 0, exitedAt: 1 }),
      container('fresh', { state: 'created' }),
      container('well', { state: 'running', exitCode: 1 }),
    ),
  ).toEqual([])
})
