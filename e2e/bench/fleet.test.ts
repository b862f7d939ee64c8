import { expect, test } from 'vitest'
import { planFleet } from './fleet.ts'

test('two hundred containers have names of their own, and most of them run', () => {
  const fleet = planFleet(200, 'busybox:1')
  const states = Object.groupBy(fleet, ({ state }) => state)
  expect(new Set(fleet.map(({ name }) => name)).size).toBe(200)
  expect({
    running: states.running?.length,
    paused: states.paused?.length,
    exited: states.exited?.length,
    created: states.created?.length,
  }).toEqual({ running: 160, paused: 10, exited: 20, created: 10 })
})

test('a container is one nerdctl line', () => {
  const [, second] = planFleet(2, 'busybox:1')
  expect(second?.argv.join(' ')).toBe(
    'run -d --name bench-001 --label com.docker.compose.project=project-0 ' +
      '--label com.docker.compose.service=service-1 busybox:1 sleep 1000000',
  )
})
