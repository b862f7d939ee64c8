import { expect, test } from 'vitest'
import { ContainerId } from '../../preload/contract/containers.ts'
import { AppError } from '../../preload/contract/errors.ts'
import { ConnectionId, Namespace } from '../../preload/contract/scope.ts'
import { TerminalId, type TerminalInput } from '../../preload/contract/terminals.ts'
import type { Engine, Shell } from '../engine/engine.ts'
import { createTerminals } from './terminals.ts'

/** A shell that prints what the test says, and holds back when it is not read. */
function scriptedShell() {
  const exit = Promise.withResolvers<number>()
  const pending: string[] = []
  let wake = Promise.withResolvers<void>()
  let isOver = false
  const heard: string[] = []
  const sizes: string[] = []
  let taken = 0
  async function* output() {
    for (;;) {
      const text = pending.shift()
      if (text !== undefined) {
        taken += text.length
        yield text
      } else if (isOver) return
      else await wake.promise
    }
  }
  const stir = () => {
    wake.resolve()
    wake = Promise.withResolvers()
  }
  const end = (result: number | AppError) => {
    isOver = true
    if (typeof result === 'number') exit.resolve(result)
    else exit.reject(result)
    stir()
  }
  const shell: Shell = {
    command: ['sh'],
    output: output(),
    exited: exit.promise,
    write: (text) => Promise.resolve(void heard.push(text)),
    resize: (columns, rows) => Promise.resolve(void sizes.push(`${columns}x${rows}`)),
    close: () => {
      end(129)
      return Promise.resolve()
    },
  }
  const print = (text: string) => {
    pending.push(text)
    stir()
  }
  return { shell, print, end, heard, sizes, taken: () => taken }
}

const request = {
  connection: ConnectionId.parse('local'),
  namespace: Namespace.parse('default'),
  id: ContainerId.parse('abc'),
  columns: 80,
  rows: 24,
}

function terminalsOf(...shells: Shell[]) {
  const left = [...shells]
  const shell = () => {
    const next = left.shift()
    return next === undefined ? Promise.reject(new AppError(noShell)) : Promise.resolve(next)
  }
  const engine: Pick<Engine, 'containers'> = {
    containers: { shell } as unknown as Engine['containers'],
  }
  return createTerminals({ engineOf: () => engine as Engine })
}
const noShell = { code: 'not-found', message: 'No shell.' } as const

async function* noInput(): AsyncGenerator<TerminalInput> {
  // Nobody types.
}
const forever = () => new AbortController().signal
const all = async (texts: AsyncIterable<string>) => {
  let text = ''
  for await (const piece of texts) text += piece
  return text
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const turns = async (count = 50) => {
  for (let index = 0; index < count; index++) await turn()
}

test('what was printed before somebody looks is shown first', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const { id, ...row } = await terminals.open({ ...request, user: 'app' })
  expect(row).toMatchObject({ container: 'abc', command: ['sh'], user: 'app' })
  script.print('before ')
  await turns()
  const first = all(terminals.attach(id, noInput(), forever()))
  const second = all(terminals.attach(id, noInput(), forever()))
  await turns()
  script.print('after')
  script.end(7)
  expect(await Promise.all([first, second])).toEqual(['before after', 'before after'])
  expect(await all(terminals.attach(id, noInput(), forever()))).toBe('before after')
})

test('the list tells of opening, ending and closing', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const stop = new AbortController()
  const items = terminals.follow(stop.signal)[Symbol.asyncIterator]()
  const next = async () => (await items.next()).value as unknown
  expect(await next()).toEqual({ type: 'snapshot', rows: [] })
  const row = await terminals.open(request)
  expect(await next()).toEqual({ type: 'change', upsert: [row], remove: [] })
  script.end(3)
  expect(await next()).toEqual({ type: 'change', upsert: [{ ...row, exitCode: 3 }], remove: [] })
  await terminals.close(row.id)
  expect(await next()).toEqual({ type: 'change', upsert: [], remove: [row.id] })
  await expect(terminals.close(row.id)).rejects.toMatchObject({ data: { code: 'not-found' } })
  stop.abort()
})

test('a terminal whose engine went away stays listed with the reason', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const { id } = await terminals.open(request)
  script.print('last words')
  const error = { code: 'unavailable', message: 'The engine does not answer.' } as const
  script.end(new AppError(error))
  expect(await all(terminals.attach(id, noInput(), forever()))).toBe('last words')
  const stop = new AbortController()
  for await (const item of terminals.follow(stop.signal)) {
    expect(item).toMatchObject({ type: 'snapshot', rows: [{ id, error }] })
    stop.abort()
  }
})

test('anybody may type, and the last size wins', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const { id } = await terminals.open(request)
  async function* typing(...input: TerminalInput[]) {
    await turn()
    yield* input
  }
  const size = (columns: number): TerminalInput => ({ type: 'size', columns, rows: 30 })
  const first = all(
    terminals.attach(id, typing({ type: 'text', text: 'a' }, size(90), size(100)), forever()),
  )
  const second = all(
    terminals.attach(id, typing({ type: 'text', text: 'b' }, size(110)), forever()),
  )
  await turns()
  script.end(0)
  await Promise.all([first, second])
  expect(script.heard.toSorted()).toEqual(['a', 'b'])
  expect(script.sizes.at(-1)).toBe('110x30')
})

test('a reader that is far behind holds the process, and its leaving frees it', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const { id } = await terminals.open(request)
  const slow = new AbortController()
  const reading = terminals.attach(id, noInput(), slow.signal)[Symbol.asyncIterator]()
  void reading.next()
  const fast = all(terminals.attach(id, noInput(), forever()))
  for (let index = 0; index < 100; index++) script.print('x'.repeat(10_000))
  await turns(500)
  expect(script.taken()).toBeLessThan(150_000)
  slow.abort()
  await reading.next()
  await reading.return?.()
  script.end(0)
  expect((await fast).length).toBe(1_000_000)
})

test('nobody looking does not hold the process', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const { id } = await terminals.open(request)
  for (let index = 0; index < 100; index++) script.print(`${'x'.repeat(9999)}\n`)
  script.end(0)
  await turns(500)
  const text = await all(terminals.attach(id, noInput(), forever()))
  expect(script.taken()).toBe(1_000_000)
  expect(text.length).toBeLessThan(340_000)
})

test('leaving ends only the looking', async () => {
  const script = scriptedShell()
  const terminals = terminalsOf(script.shell)
  const { id } = await terminals.open(request)
  const stop = new AbortController()
  const looking = all(terminals.attach(id, noInput(), stop.signal))
  await turns()
  stop.abort()
  expect(await looking).toBe('')
  script.print('still here')
  script.end(0)
  expect(await all(terminals.attach(id, noInput(), forever()))).toBe('still here')
})

test('at most a hundred are open; an ended one makes room', async () => {
  const scripts = Array.from({ length: 101 }, scriptedShell)
  const terminals = terminalsOf(...scripts.map(({ shell }) => shell))
  const rows = []
  for (let index = 0; index < 100; index++) rows.push(await terminals.open(request))
  await expect(terminals.open(request)).rejects.toMatchObject({ data: { code: 'exhausted' } })
  scripts[42]?.end(0)
  await turns()
  await terminals.open(request)
  const gone = rows[42]?.id ?? TerminalId.parse('none')
  await expect(all(terminals.attach(gone, noInput(), forever()))).rejects.toMatchObject({
    data: { code: 'not-found' },
  })
  await terminals.dispose()
})

test('a shell that cannot be opened leaves nothing', async () => {
  const terminals = terminalsOf()
  await expect(terminals.open(request)).rejects.toMatchObject({ data: noShell })
  await terminals.dispose()
})

test('disposing closes all', async () => {
  const scripts = [scriptedShell(), scriptedShell()]
  const terminals = terminalsOf(...scripts.map(({ shell }) => shell))
  await terminals.open(request)
  await terminals.open(request)
  await terminals.dispose()
  expect(await Promise.all(scripts.map(({ shell }) => shell.exited))).toEqual([129, 129])
})
