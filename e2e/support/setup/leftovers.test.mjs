import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findLeftovers, mountsIn } from './leftovers.mjs'

test.runIf(process.platform === 'linux')('a process that uses the folder is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gf-left-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const child = spawn('sleep', ['60'], { cwd: folder })
  await once(child, 'spawn')
  const found = await findLeftovers(folder)
  child.kill()
  await once(child, 'exit')
  expect([found, await findLeftovers(folder)]).toEqual([[`process ${child.pid}: sleep 60 `], []])
})

const mountinfo = `22 1 254:0 / / rw - ext4 /dev/vda rw
40 22 0:30 / /tmp/gf-1/home/run rw - tmpfs tmpfs rw
41 22 0:31 / /tmp/gf-11/home/run rw - tmpfs tmpfs rw
`

test('a mount in the folder is found, one in a folder of a longer name is not', () => {
  expect(mountsIn(mountinfo, '/tmp/gf-1')).toEqual(['/tmp/gf-1/home/run'])
})
