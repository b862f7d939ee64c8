import {
  appendFile,
  mkdir,
  mkdtemp,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  ContainerId,
  type LogBatch,
  type LogsRequest,
} from '../../../preload/contract/containers.ts'
import { ConnectionId, Namespace } from '../../../preload/contract/scope.ts'
import { createClients } from './client.ts'
import { localFiles } from '../../machine/local/files.ts'
import { createLogs } from './logs.ts'

const id = 'c'.repeat(64)
let dataStore = ''
let folder = ''
let path = ''
const clients = createClients('/nowhere/containerd.sock')
beforeEach(async () => {
  dataStore = await mkdtemp(join(tmpdir(), 'goldfinch-logs-'))
  folder = join(dataStore, 'containers/default', id)
  path = join(folder, `${id}-json.log`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'log-config.json'), '{"driver":"json-file","address":"/c.sock"}')
})
afterEach(() => rm(dataStore, { recursive: true, force: true }))

/** Line `n` was written at second `n`. */
const epoch = Date.parse('2026-11-19T07:00:00Z')
const time = (n: number) => new Date(epoch + n * 1000).toISOString()
const record = (n: number, log = `line ${n}\n`, stream = 'stdout') =>
  `${JSON.stringify({ log, stream, time: time(n) })}\n`
const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => record(from + index)).join('')
const wanted = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}`)

const rotated = async (number: number, from: number, to: number) => {
  await writeFile(`${path}.${number}`, records(from, to))
  await utimes(`${path}.${number}`, epoch / 1000 + to, epoch / 1000 + to)
}

const open = (request: Partial<LogsRequest> = {}, signal = new AbortController().signal) =>
  createLogs({ host: { dataStore, files: localFiles }, clients })(
    {
      connection: ConnectionId.parse('local'),
      namespace: Namespace.parse('default'),
      id: ContainerId.parse(id),
      follow: false,
      ...request,
    },
    signal,
  )
const linesOf = ({ texts, streams }: LogBatch) =>
  texts
    .split('\n')
    .map((text, index) => (streams[index] === 'o' ? text : `${streams[index] ?? ''}:${text}`))
const read = async (request?: Partial<LogsRequest>) => {
  const lines: string[] = []
  for await (const batch of open(request)) lines.push(...linesOf(batch))
  return lines
}

/** Collects what a follower is told. */
function follow(request: Partial<LogsRequest> = {}) {
  const stop = new AbortController()
  const lines: string[] = []
  let told = Promise.withResolvers<void>()
  const done = (async () => {
    for await (const batch of open({ follow: true, ...request }, stop.signal)) {
      lines.push(...linesOf(batch))
      told.resolve()
    }
  })()
  const until = async (count: number) => {
    while (lines.length < count) {
      told = Promise.withResolvers()
      if (lines.length < count) await Promise.race([told.promise, done])
    }
    return lines
  }
  return { lines, done, until, stop: () => (stop.abort(), done) }
}

test('the whole log is read, rotated files by their time of rotation first', async () => {
  // After a restart of the container, nerdctl's numbers begin at 1 again.
  await rotated(14, 0, 10)
  await rotated(15, 10, 20)
  await rotated(1, 20, 30)
  await rotated(2, 30, 40)
  await writeFile(path, records(40, 50))
  await writeFile(`${path}.bak`, 'no part of it')
  expect(await read()).toEqual(wanted(0, 50))
})

test('the last lines are found across files', async () => {
  await rotated(1, 0, 1000)
  await rotated(2, 1000, 3000)
  await writeFile(path, records(3000, 3010))
  for (const tail of [0, 1, 9, 10, 11, 500, 2010, 2011, 3010, 5000]) {
    expect({ tail, lines: await read({ tail }) }).toEqual({
      tail,
      lines: wanted(Math.max(0, 3010 - tail), 3010),
    })
  }
})

test('a last line that comes in pieces is whole, whatever is between them', async () => {
  await writeFile(
    path,
    [
      records(0, 3),
      record(3, 'par', 'stderr'),
      record(4),
      record(5),
      record(6, 'ti', 'stderr'),
      record(7),
      record(8, 'al\n', 'stderr'),
      record(9),
    ].join(''),
  )
  expect(await read({ tail: 1 })).toEqual(['line 9'])
  expect(await read({ tail: 2 })).toEqual(['e:partial', 'line 9'])
  expect(await read({ tail: 4 })).toEqual(['line 5', 'line 7', 'e:partial', 'line 9'])
  await appendFile(path, record(10, 'open'))
  expect(await read({ tail: 2 })).toEqual(['line 9', 'O:open'])
})

test('since and until choose by time, both inclusive', async () => {
  await rotated(1, 0, 5000)
  await rotated(2, 5000, 30_000)
  await writeFile(path, records(30_000, 30_100))
  const at = (n: number) => epoch + n * 1000
  expect(await read({ since: at(29_995) })).toEqual(wanted(29_995, 30_100))
  expect(await read({ since: at(4999), until: at(5001) })).toEqual(wanted(4999, 5002))
  expect(await read({ since: at(12_345.5), until: at(12_350.5) })).toEqual(wanted(12_346, 12_351))
  expect(await read({ until: at(1) })).toEqual(wanted(0, 2))
  expect(await read({ until: at(20_000), tail: 3 })).toEqual(wanted(19_998, 20_001))
  expect(await read({ since: at(30_090), tail: 3 })).toEqual(wanted(30_097, 30_100))
  expect(await read({ since: at(30_098), tail: 50 })).toEqual(wanted(30_098, 30_100))
  expect(await read({ since: at(40_000) })).toEqual([])
  expect(await read({ until: at(-1) })).toEqual([])
})

test('following tells what is there and then each line as it comes', async () => {
  await writeFile(path, records(0, 3))
  const follower = follow({ tail: 2 })
  await follower.until(2)
  await appendFile(path, record(3))
  await follower.until(3)
  await appendFile(path, record(4, 'ope'))
  await follower.until(4)
  await appendFile(path, record(5, 'n\n'))
  await follower.until(5)
  await follower.stop()
  expect(follower.lines).toEqual(['line 1', 'line 2', 'line 3', 'O:ope', 'open'])
})

test('nothing is lost and nothing told twice when the log is rotated, also quickly', async () => {
  await writeFile(path, records(0, 10))
  const follower = follow()
  await follower.until(10)
  let next = 10
  for (let number = 1; number <= 30; number++) {
    await appendFile(path, records(next, next + 5))
    await rename(path, `${path}.${number}`)
    const now = Date.now() / 1000
    await utimes(`${path}.${number}`, now, now)
    await writeFile(path, records(next + 5, next + 7))
    next += 7
    // Some rotations are met one by one, some pile up.
    if (number % 3 === 0) await follower.until(next)
    if (number % 5 === 0) await rm(`${path}.${number - 3}`)
  }
  await follower.until(next)
  await follower.stop()
  expect(follower.lines).toEqual(wanted(0, next))
})

test('a file that is removed while it is read is read to its end', async () => {
  await rotated(1, 0, 20_000)
  await rotated(2, 20_000, 20_010)
  await writeFile(path, records(20_010, 20_020))
  const batches = open()
  const first = await batches.next()
  await rm(`${path}.1`)
  const lines = first.done === true ? [] : linesOf(first.value)
  for await (const batch of batches) lines.push(...linesOf(batch))
  expect(lines).toEqual(wanted(0, 20_020))
})

test('a log that is cut to nothing is read from its new beginning', async () => {
  await writeFile(path, records(0, 10))
  const follower = follow()
  await follower.until(10)
  await truncate(path)
  await appendFile(path, record(10))
  await follower.until(11)
  await follower.stop()
  expect(follower.lines).toEqual(wanted(0, 11))
})

test('a log that is not there yet is empty, or awaited', async () => {
  expect(await read()).toEqual([])
  const follower = follow()
  await appendFile(path, records(0, 2))
  await follower.until(2)
  await follower.stop()
  expect(follower.lines).toEqual(wanted(0, 2))
})

test('following ends when the container is removed', async () => {
  await writeFile(path, records(0, 3))
  const follower = follow()
  await follower.until(3)
  await appendFile(path, record(3))
  await rm(folder, { recursive: true })
  await follower.done
  expect(follower.lines).toEqual(wanted(0, 4))
})

test('following until a time ends then', async () => {
  await writeFile(path, records(0, 3))
  const follower = follow({ until: Date.now() + 100 })
  await follower.until(3)
  await follower.done
  expect(follower.lines).toEqual(wanted(0, 3))
})

test('damaged lines are told as text and lines around them are not lost', async () => {
  const zeros = '\0'.repeat(300_000)
  await writeFile(path, `${record(0)}${zeros}${record(1)}nonsense\n\n${record(2)}{"log":"torn`)
  await appendFile(path, record(3))
  expect(await read()).toEqual(['line 0', 'line 1', 'nonsense', 'line 2', '{"log":"torn', 'line 3'])
  expect(await read({ tail: 3 })).toEqual(['line 2', '{"log":"torn', 'line 3'])
})

test('a file without any line end does not fill the memory', async () => {
  await writeFile(path, Buffer.alloc(20 * 1024 * 1024, 'x'))
  await appendFile(path, `\n${record(1)}`)
  const lines = await read()
  expect(lines.at(-1)).toBe('line 1')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(65_536)
  expect(await read({ tail: 1 })).toEqual(['line 1'])
})

test('a long line in many pieces is one line', async () => {
  const piece = 'x'.repeat(24_576)
  const pieces = Array.from({ length: 40 }, () => record(0, piece)).join('')
  await writeFile(path, `${pieces}${record(1, '\n')}${record(2)}`)
  const lines = await read()
  expect(lines.filter((line) => !line.startsWith('O:'))).toEqual([piece.repeat(40), 'line 2'])
  expect((await read({ tail: 2 })).map((line) => line.length)).toEqual([piece.length * 40, 6])
})

test('a slow reader holds the reading', async () => {
  await writeFile(path, records(0, 200_000))
  let bytes = 0
  const counting: typeof localFiles = {
    ...localFiles,
    async open(name) {
      const file = await localFiles.open(name)
      return {
        ...file,
        async read(offset, length) {
          const piece = await file.read(offset, length)
          bytes += piece.length
          return piece
        },
      }
    },
  }
  const request = {
    connection: ConnectionId.parse('local'),
    namespace: Namespace.parse('default'),
    id: ContainerId.parse(id),
    follow: true,
  }
  const logs = createLogs({ host: { dataStore, files: counting }, clients })
  const batches = logs(request, new AbortController().signal)
  await batches.next()
  await batches.next()
  expect(bytes).toBeLessThan(2_000_000)
  await batches.return()
})

test('other drivers and damaged configurations are said in words', async () => {
  await writeFile(join(folder, 'log-config.json'), '{"driver":"journald"}')
  await expect(read()).rejects.toMatchObject({
    data: { code: 'unsupported', message: expect.stringContaining('journald') as string },
  })
  await writeFile(join(folder, 'log-config.json'), '{"dri')
  await expect(read()).rejects.toMatchObject({ data: { code: 'failed' } })
  await expect(read({ id: '../../etc' as ContainerId })).rejects.toMatchObject({
    data: { code: 'invalid-input' },
  })
})

test('a log that was given another path is read there', async () => {
  const other = join(dataStore, 'other.log')
  await writeFile(
    join(folder, 'log-config.json'),
    JSON.stringify({ driver: 'json-file', opts: { 'log-path': other } }),
  )
  await writeFile(other, records(0, 2))
  expect(await read()).toEqual(wanted(0, 2))
})
