import { cpus, totalmem } from 'node:os'
import { AppError } from '../../../preload/contract/errors.ts'
import type {
  Machine as State,
  MachineUsage,
  Problem,
  Stage,
} from '../../../preload/contract/machine.ts'
import type { ConnectionId } from '../../../preload/contract/scope.ts'
import { observable } from '../../base/observable.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Clock } from './clock.ts'

type Options = {
  readonly id: ConnectionId
  readonly home: string
  readonly clock: Clock
  readonly isRunning: boolean
  /** Starts fail, at the stage where containerd should answer. */
  readonly failsToStart: boolean
  /** The engine may be reached from here on, or no more. */
  readonly onUp: () => void
  readonly onDown: () => Promise<void>
}

type Step = {
  readonly id: string
  readonly label: string
  readonly ms: number
  readonly note?: string
}

const startSteps: readonly Step[] = [
  { id: 'check', label: 'Check this computer', ms: 120, note: 'Everything needed is here.' },
  { id: 'configure', label: 'Write the configuration', ms: 40 },
  { id: 'network', label: 'Prepare the network', ms: 260, note: '10.4.0.0/24 is free.' },
  { id: 'containerd', label: 'Start containerd', ms: 900 },
  { id: 'buildkit', label: 'Start BuildKit', ms: 600 },
  { id: 'containers', label: 'Find the containers', ms: 180 },
]
const stopSteps: readonly Step[] = [
  { id: 'containers', label: 'Stop the containers', ms: 400 },
  { id: 'buildkit', label: 'Stop BuildKit', ms: 200 },
  { id: 'containerd', label: 'Stop containerd', ms: 200 },
]
const failingStep = 'containerd'
const usageEveryMs = 10_000

const logLines: readonly string[] = [
  'level=info msg="starting containerd" version=v2.3.4',
  'level=info msg="loading plugin" id=io.containerd.snapshotter.v1.overlayfs',
  'level=info msg="loading plugin" id=io.containerd.grpc.v1.cri',
  'level=info msg="containerd successfully booted in 0.412s"',
]
const problem: Problem = {
  code: 'failed',
  message: 'containerd ended while it was starting.',
  hint: 'Free some space on the disk, then start the machine again.',
  detail: 'exit code 1',
  stage: failingStep,
  logTail: [
    ...logLines.slice(0, 2),
    'level=error msg="failed to create database" error="no space left on device"',
  ],
}

/** A machine that exists in memory: stages, times, failures as the real one has them. */
export function createFakeMachine(options: Options): Machine {
  const { clock, failsToStart, onUp, onDown } = options
  const state = observable(initialState(options))
  let work: { readonly action: 'start' | 'stop'; readonly done: Promise<void> } | undefined

  const change = (more: Partial<State>) => state.set({ ...state.get(), ...more })
  const setStatus = (status: State['status'], more: Partial<State> = {}) =>
    change({ ...more, status, since: clock.now() })
  const runStages = async (action: 'start' | 'stop', steps: readonly Step[]) => {
    const startedAt = clock.now()
    const timeline = createTimeline(action, steps, startedAt)
    const show = () => change({ timeline: timeline.current() })
    show()
    for (const step of steps) {
      timeline.begin(step.id, clock.now() - startedAt)
      show()
      const isFailing = action === 'start' && failsToStart && step.id === failingStep
      await clock.wait(isFailing ? step.ms / 2 : step.ms, new AbortController().signal)
      timeline.end(step, clock.now() - startedAt, isFailing ? 'failed' : 'done')
      show()
      if (isFailing) throw new AppError(problem)
    }
  }
  const doStart = async () => {
    // The problem of the last start is over.
    state.set({ ...initialState(options), status: 'starting', since: clock.now() })
    try {
      await runStages('start', startSteps)
    } catch (error) {
      setStatus('broken', { problem })
      throw error
    }
    onUp()
    setStatus('running')
  }
  const doStop = async () => {
    setStatus('stopping')
    await onDown()
    await runStages('stop', stopSteps)
    setStatus('stopped')
  }
  const begin = (action: 'start' | 'stop'): Promise<void> => {
    if (work?.action === action) return work.done
    const before = work?.done.catch(() => undefined) ?? Promise.resolve()
    const done = before.then(() => {
      const isThere = state.get().status === 'running'
      if (isThere === (action === 'start')) return Promise.resolve()
      return action === 'start' ? doStart() : doStop()
    })
    const mine = { action, done }
    work = mine
    const clear = () => {
      if (work === mine) work = undefined
    }
    done.then(clear, clear)
    return done
  }
  return {
    state: () => state.get(),
    follow: (signal) => state.follow(signal),
    usage: (signal) => usage(clock, signal),
    start: () => begin('start'),
    stop: () => begin('stop'),
    restart: async () => {
      await begin('stop')
      await begin('start')
    },
    log: (_program, lines) => Promise.resolve(logLines.slice(-lines)),
    host: () => undefined,
    dispose: () => Promise.resolve(),
  }
}

function initialState({ id, home, clock, isRunning }: Options): State {
  return {
    id,
    kind: 'local',
    name: 'Demo machine',
    status: isRunning ? 'running' : 'stopped',
    since: clock.now() - (isRunning ? 7_200_000 : 0),
    versions: { containerd: '2.3.4', nerdctl: '2.3.5', buildkit: '0.32.2', runc: '1.5.1' },
    paths: { home, logs: `${home}/logs` },
    limitations: ['This is a demo: nothing here is real.'],
  }
}

function createTimeline(action: 'start' | 'stop', steps: readonly Step[], startedAt: number) {
  const stages = new Map<string, Stage>(
    steps.map(({ id, label, ms }) => [id, { id, label, state: 'waiting', usualMs: ms }]),
  )
  let tookMs: number | undefined
  const put = (id: string, more: Partial<Stage>) => {
    const stage = stages.get(id)
    if (stage !== undefined) stages.set(id, { ...stage, ...more })
  }
  return {
    begin: (id: string, at: number) => put(id, { state: 'running', startedAfterMs: at }),
    end: ({ id, note }: Step, at: number, how: 'done' | 'failed') => {
      const began = stages.get(id)?.startedAfterMs ?? at
      put(id, { state: how, tookMs: at - began, ...(note === undefined ? {} : { note }) })
      if (how === 'failed' || id === steps.at(-1)?.id) tookMs = at
    },
    current: (): NonNullable<State['timeline']> => ({
      action,
      startedAt,
      stages: [...stages.values()],
      usualMs: steps.reduce((sum, { ms }) => sum + ms, 0),
      ...(tookMs === undefined ? {} : { tookMs }),
    }),
  }
}

async function* usage(clock: Clock, signal: AbortSignal): AsyncGenerator<MachineUsage, void> {
  const memoryTotalBytes = totalmem()
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const at = clock.now()
    yield {
      at,
      cpus: cpus().length,
      ...(isFirst ? {} : { cpuPercent: 14 + 6 * Math.sin(at / 40_000) }),
      memoryBytes: Math.round(memoryTotalBytes * (0.36 + 0.02 * Math.sin(at / 60_000))),
      memoryTotalBytes,
      diskBytes: 41_000_000_000,
      diskTotalBytes: 100_000_000_000,
    }
    await pause(signal)
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, usageEveryMs)
    signal.addEventListener('abort', done, { once: true })
  })
}
