import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { alone } from './alone.ts'

const run = promisify(execFile)

test('a program begun alone holds nothing that its starter was handed', async () => {
  const listing = ['ls', '/proc/self/fd']
  const handOn = ['-c', 'exec 7</dev/null 61</dev/null; exec "$@"', 'bash']
  const handed = await run('bash', [...handOn, ...listing])
  const alonely = await run('bash', [...handOn, ...(await alone(listing))])
  expect(handed.stdout.split('\n')).toEqual(expect.arrayContaining(['7', '61']))
  expect(alonely.stdout.trim().split('\n')).toEqual(['0', '1', '2', '3']) // 3 is the listing itself
})

test('its words arrive as they are', async () => {
  const [program, ...argv] = await alone(['printf', '%s|', 'a b', '$(id)', '"', '-n', ''])
  expect((await run(program, argv)).stdout).toBe('a b|$(id)|"|-n||')
})
