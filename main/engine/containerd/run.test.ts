import { expect, it } from 'vitest'
import { fullNames } from './run.ts'

it.each([
  ['busybox', 'docker.io/library/busybox:latest'],
  ['busybox:1.35', 'docker.io/library/busybox:1.35'],
  ['me/app', 'docker.io/me/app:latest'],
  ['localhost/app', 'localhost/app:latest'],
  ['registry.example:5000/app:2', 'registry.example:5000/app:2'],
  ['ghcr.io/me/app', 'ghcr.io/me/app:latest'],
])('completes %s to %s, as the engines do', (short, full) => {
  expect(fullNames(short)).toContain(full)
})
