import { AppError } from '../../../preload/contract/errors.ts'
import { isLocked } from '../../base/process-lock.ts'
import { bringUp, startStages, type Context } from './bring-up.ts'
import type { Daemon } from './daemon.ts'
import { endedError, ensureDaemon, logLines, planOf, type Program } from './daemons.ts'
import { tailOf } from './log-file.ts'
import { createOperations, type Rest } from './operations.ts'
import { readRecord, withStart, writeRecord } from './record.ts'
import { problemOf, type MachineTeller } from './state.ts'
import { stopStages, takeDown } from './take-down.ts'
import { createTimeline, startRun, type Timeline } from './timeline.ts'

/** A second end within this time is no accident. */
const accidentMs = 60_000

type Options = {
  readonly context: Context
  readonly state: MachineTeller
  readonly now: () => number
}

/** The two daemons of one home while an app looks after them. */
export class Engine {
  readonly #context: Context
  readonly #state: MachineTeller
  readonly #now: () => number
  readonly #operations
  #containerd: Daemon | undefined
  #buildkitd: Daemon | undefined
  #buildkitStart = new AbortController()
  #lastAccident = Number.NEGATIVE_INFINITY
  #isDisposed = false

  constructor({ context, state, now }: Options) {
    this.#context = context
    this.#state = state
    this.#now = now
    this.#operations = createOperations(context.places.lock)
  }

  isActive(): boolean {
    return this.#operations.isActive()
  }

  isHeld(): boolean {
    return this.#containerd !== undefined
  }

  async start(): Promise<void> {
    const isFine = this.isHeld() && this.#state.get().status === 'running'
    if (!this.isActive() && isFine) return
    await this.#operations.run('start', () => this.#performStart())
  }

  /** A start that nobody asked for; why, in words. It tells of its failure as any other. */
  async heal(reason: string): Promise<void> {
    await this.#operations
      .run('start', async () => {
        // Another app may have stopped it while this one waited.
        const { wanted } = await readRecord(this.#context.places.record)
        if (wanted === 'running') return this.#performStart(reason)
        this.#letGo()
        this.#state.become('stopped')
        return { rest: Promise.resolve() }
      })
      .catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#buildkitStart.abort()
    await this.#operations.run('stop', () => this.#performStop())
  }

  /** Takes over daemons that run already. */
  adopt(containerd: Daemon, buildkitd: Daemon | undefined): void {
    this.#letGo()
    this.#holdContainerd(containerd)
    if (buildkitd !== undefined) {
      this.#holdBuildkitd(buildkitd)
      return
    }
    this.#operations
      .run('start', () => Promise.resolve({ rest: this.#startBuildkit() }))
      .catch((error: unknown) => this.#degrade(asAppError(error)))
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true
    this.#buildkitStart.abort()
    await this.#operations.idle()
    this.#letGo()
  }

  async #performStart(reason?: string): Promise<Rest> {
    const { places } = this.#context
    const { starts } = await readRecord(places.record)
    const timeline = this.#timeline('start', starts)
    this.#state.become('starting')
    this.#letGo()
    try {
      const { containerd, ...known } = await bringUp(this.#context, timeline, reason)
      timeline.finish()
      this.#state.become('running', {
        versions: known.versions,
        limitations: [...known.limitations],
      })
      this.#holdContainerd(containerd)
      return { rest: this.#startBuildkit(timeline) }
    } catch (error) {
      timeline.finish()
      throw await this.#fail(error, timeline.failed())
    }
  }

  async #performStop(): Promise<Rest> {
    const timeline = this.#timeline('stop', [])
    this.#state.become('stopping')
    this.#letGo()
    try {
      await takeDown(this.#context, timeline)
      timeline.finish()
      this.#state.become('stopped')
      return { rest: Promise.resolve() }
    } catch (error) {
      timeline.finish()
      throw await this.#fail(error, timeline.failed())
    }
  }

  /** Beside everything else: containers run without it. Never rejects. */
  async #startBuildkit(timeline?: Timeline): Promise<void> {
    this.#buildkitStart = new AbortController()
    const { signal } = this.#buildkitStart
    const ensure = (note: (text: string) => void) =>
      ensureDaemon(planOf('buildkitd', this.#context), note, signal)
    try {
      const daemon = await (timeline?.run('buildkit', ensure) ?? ensure(() => undefined))
      this.#holdBuildkitd(daemon)
      if (timeline !== undefined) await this.#remember(timeline)
    } catch (error) {
      if (!signal.aborted) await this.#degrade(asAppError(error))
    }
  }

  async #remember(timeline: Timeline): Promise<void> {
    const { record } = this.#context.places
    await writeRecord(record, withStart(await readRecord(record), startRun(timeline.get())))
  }

  #timeline(action: 'start' | 'stop', earlier: Parameters<typeof createTimeline>[0]['earlier']) {
    return createTimeline({
      action,
      plan: action === 'start' ? startStages : stopStages,
      earlier,
      now: this.#now,
      publish: (timeline) => this.#state.tell({ timeline }),
    })
  }

  #holdContainerd(daemon: Daemon): void {
    this.#containerd = daemon
    const ended = async (how: string) => {
      if (this.#containerd !== daemon || this.#isDisposed) return
      this.#containerd = undefined
      const plan = planOf('containerd', this.#context)
      await this.#containerdEnded(await endedError(plan, daemon, how))
    }
    daemon.ended.then(ended).catch((error: unknown) => this.#fail(error, 'containerd'))
  }

  #holdBuildkitd(daemon: Daemon): void {
    this.#buildkitd = daemon
    const ended = async (how: string) => {
      if (this.#buildkitd !== daemon || this.#isDisposed) return
      this.#buildkitd = undefined
      await this.#degrade(await endedError(planOf('buildkitd', this.#context), daemon, how))
    }
    daemon.ended.then(ended).catch((error: unknown) => this.#degrade(asAppError(error)))
  }

  #letGo(): void {
    this.#containerd?.release()
    this.#buildkitd?.release()
    this.#containerd = undefined
    this.#buildkitd = undefined
  }

  async #containerdEnded(error: AppError): Promise<void> {
    const { places } = this.#context
    // Somebody is at it, and what came of it is looked at when the lock is gone.
    if (this.isActive() || (!this.#operations.isBusy() && (await isLocked(places.lock)))) return
    this.#buildkitStart.abort()
    if ((await readRecord(places.record)).wanted === 'stopped') {
      this.#letGo()
      this.#state.become('stopped')
      return
    }
    const sinceLast = this.#now() - this.#lastAccident
    this.#lastAccident = this.#now()
    if (sinceLast < accidentMs) {
      await this.#fail(error, 'containerd')
      return
    }
    await this.heal(`${error.data.message} It was started again.`)
  }

  async #degrade({ data }: AppError): Promise<void> {
    if (this.#state.get().status !== 'running') return
    this.#state.become('degraded', {}, problemOf(data, 'buildkit', await this.#tail('buildkitd')))
  }

  async #fail(error: unknown, stage: string | undefined): Promise<AppError> {
    const failure = asAppError(error)
    const tail =
      stage === 'containerd' || stage === 'containers' ? await this.#tail('containerd') : []
    this.#state.become('broken', {}, problemOf(failure.data, stage, tail))
    return failure
  }

  #tail(program: Program): Promise<readonly string[]> {
    return tailOf(planOf(program, this.#context).log, logLines)
  }
}

/** What is no AppError happened in files or in a call to containerd, in words that are not ours. */
function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const words = error instanceof Error ? error.message : String(error)
  const isFull = /ENOSPC|no space left/.test(words)
  return new AppError(
    isFull
      ? {
          code: 'exhausted',
          message: 'The disk is full.',
          hint: 'Make room on the disk of the home.',
          detail: words,
        }
      : { code: 'failed', message: `The machine could not do it: ${words}`, detail: words },
    { cause: error },
  )
}
