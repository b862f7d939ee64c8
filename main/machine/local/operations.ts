import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../preload/contract/errors.ts'
import { tryLock } from '../../base/process-lock.ts'

export type Kind = 'start' | 'stop'

/** What goes on after it is done; nothing else begins before. */
export type Rest = { readonly rest: Promise<void> }

/** One thing at a time happens to the engine of a home, whichever app asks for it. */
export type Operations = {
  isActive(): boolean
  /** Active, or at the rest of something: the lock is ours. */
  isBusy(): boolean
  /** Joins one of the same kind, else waits for the one before. */
  run(kind: Kind, work: () => Promise<Rest>): Promise<void>
  idle(): Promise<void>
}

const patienceMs = 120_000

export function createOperations(lockPath: string): Operations {
  let current: { readonly kind: Kind; readonly done: Promise<void> } | undefined
  let last: Promise<void> = Promise.resolve()
  let pending = 0

  const perform = (kind: Kind, work: () => Promise<Rest>): Promise<void> => {
    const done = Promise.withResolvers<void>()
    const mine = { kind, done: done.promise }
    current = mine
    const over = () => {
      if (current === mine) current = undefined
    }
    const all = async () => {
      const lock = await takeLock(lockPath)
      try {
        const { rest } = await work().finally(over)
        done.resolve()
        await rest
      } finally {
        await lock[Symbol.asyncDispose]()
      }
    }
    pending += 1
    const told = (error: unknown) => {
      over()
      // Nothing can fail once it is done; before, whoever asked is told.
      done.reject(error)
    }
    last = last
      .then(all)
      .catch(told)
      .finally(() => (pending -= 1))
    return done.promise
  }
  return {
    isActive: () => current !== undefined,
    isBusy: () => pending > 0,
    run: (kind, work) => (current?.kind === kind ? current.done : perform(kind, work)),
    idle: () => last,
  }
}

/** Another app may hold it as long as a start or stop takes; that its process died raises no event. */
async function takeLock(path: string): Promise<AsyncDisposable> {
  const end = Date.now() + patienceMs
  for (;;) {
    const lock = await lockOrNone(path)
    if (lock !== undefined) return lock
    if (Date.now() > end)
      throw new AppError({
        code: 'conflict',
        reason: 'busy',
        message:
          'Another Goldfinch with the same home has been starting or stopping the engine for two minutes.',
        hint: 'Wait for it, or quit it.',
      })
    await delay(100)
  }
}

/** Where no lock can be written there is no engine either, or a full disk: the checks explain it. */
async function lockOrNone(path: string): Promise<AsyncDisposable | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    return await tryLock(path)
  } catch {
    return { [Symbol.asyncDispose]: () => Promise.resolve() }
  }
}
