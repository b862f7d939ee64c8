import { constants } from 'node:os'
import { expect, test } from 'vitest'
import { readGrace } from './containers.ts'
import { mountsUnder } from './leftovers.ts'

test('mounts under a folder are found, the innermost first', () => {
  const mountinfo = [
    '22 1 254:0 / / rw - ext4 /dev/vda rw',
    '90 22 0:50 / /h/my\\040home/run/a rw - overlay overlay rw',
    '91 90 0:51 / /h/my\\040home/run/a/b rw - tmpfs tmpfs rw',
    '92 22 0:52 / /h/my\\040home/runner rw - tmpfs tmpfs rw',
  ].join('\n')
  expect(mountsUnder(mountinfo, ['/h/my home/run'])).toEqual([
    '/h/my home/run/a/b',
    '/h/my home/run/a',
  ])
})

test('containers are asked to end as their image and nerdctl say', () => {
  const { SIGTERM, SIGINT, SIGQUIT } = constants.signals
  const of = (signal: string) => readGrace({ 'io.containerd.image.config.stop-signal': signal })
  expect(readGrace({})).toEqual({ signal: SIGTERM, timeoutMs: 10_000 })
  expect([of('SIGINT'), of('QUIT'), of('37'), of('odd')].map(({ signal }) => signal)).toEqual([
    SIGINT,
    SIGQUIT,
    37,
    SIGTERM,
  ])
  expect(readGrace({ 'nerdctl/stop-timeout': '3' }).timeoutMs).toBe(3000)
})
