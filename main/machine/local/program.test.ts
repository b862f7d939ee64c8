import { expect, test } from 'vitest'
import type { Command } from '../machine.ts'
import { runProgram } from './program.ts'

const environment = { PATH: '/usr/bin:/bin' }
const sh = (script: string, more: Partial<Command> = {}, options: object = {}) =>
  runProgram(
    { program: 'nerdctl', argv: ['-c', script], ...more },
    { executable: '/bin/sh', environment, ...options },
  )

async function* pieces(count: number, bytes: number) {
  for (let i = 0; i < count; i++) yield await Promise.resolve(new Uint8Array(bytes))
}

test('exit code and both outputs come back, and lines as they are printed', async () => {
  const lines: string[] = []
  const onLine = (line: string, stream: string) => lines.push(`${stream} ${line}`)
  const result = await sh('echo one; printf two; echo bad >&2; exit 3', {}, { onLine })
  expect(result).toEqual({ exitCode: 3, stdout: 'one\ntwo', stderr: 'bad\n' })
  expect(lines.toSorted()).toEqual(['stderr bad', 'stdout one', 'stdout two'])
})

test('nothing of our own environment reaches it', async () => {
  const { stdout } = await sh('env', { environment: { GIVEN: 'yes' } })
  const shells = ['PWD', 'SHLVL', '_', 'OLDPWD', '']
  const names = stdout.split('\n').map((line) => line.replace(/=.*/, ''))
  expect(names.filter((name) => !shells.includes(name)).toSorted()).toEqual(['GIVEN', 'PATH'])
})

test('its input is streamed, and one that stops reading is no failure', async () => {
  const stdin = pieces(64, 65_536)
  expect((await sh('wc -c', { stdin })).stdout.trim()).toBe('4194304')
  expect((await sh('head -c 10 | wc -c', { stdin: pieces(640, 65_536) })).stdout.trim()).toBe('10')
  expect((await sh('exec <&-; exit 4', { stdin: pieces(64, 65_536) })).exitCode).toBe(4)
})

test('it is ended with all it started, when time is over or nobody wants it', async () => {
  const slow = 'sleep 100 & sleep 100; wait'
  await expect(sh(slow, { timeoutMs: 50 })).rejects.toMatchObject({ data: { code: 'timeout' } })
  const stop = new AbortController()
  const running = sh(slow, {}, { signal: stop.signal })
  stop.abort()
  await expect(running).rejects.toMatchObject({ data: { code: 'cancelled' } })
  await expect(sh('true', {}, { signal: stop.signal })).rejects.toMatchObject({
    data: { code: 'cancelled' },
  })
})

test('too much output ends it', async () => {
  await expect(sh('exec yes')).rejects.toMatchObject({ data: { code: 'exhausted' } })
})

test('a program that is not there is said', async () => {
  const missing = runProgram(
    { program: 'ctr', argv: ['version'] },
    { executable: '/none/ctr', environment },
  )
  await expect(missing).rejects.toMatchObject({
    data: { code: 'unavailable', message: 'ctr version could not be started.' },
  })
})

test('characters that are cut between two pieces are whole', async () => {
  const { stdout } = await sh(String.raw`printf '\303'; sleep 0.05; printf '\274'`)
  expect(stdout).toBe('ü')
})
