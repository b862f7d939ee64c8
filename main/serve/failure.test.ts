import { expect, test } from 'vitest'
import { describeFailure } from './failure.ts'
import { startServer } from './server.ts'

const options = { root: '/nowhere', onConnection: () => undefined }

test('a taken port is named', async () => {
  const first = await startServer({ ...options, port: 0 })
  try {
    const error: unknown = await startServer({ ...options, port: first.port }).catch(
      (cause: unknown) => cause,
    )
    expect(describeFailure(error, first.port)).toBe(
      `Port ${first.port} is taken by another program. Choose another with --port, or leave it out for any free one.`,
    )
  } finally {
    await first.dispose()
  }
})

test('a port for root only is named', () => {
  const error = Object.assign(new Error('listen EACCES'), { code: 'EACCES' })
  expect(describeFailure(error, 80)).toContain('Port 80 may only be used by root.')
})

test('a mistake of our own is not dressed up', () => {
  expect(describeFailure(new Error('what'), 1)).toBeUndefined()
})
