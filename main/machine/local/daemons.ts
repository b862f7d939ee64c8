import { join } from 'node:path'
import { AppError } from '../../../preload/contract/errors.ts'
import { explainEnd } from './cause.ts'
import {
  endDaemon,
  findDaemon,
  launchDaemon,
  waitForAnswer,
  type Daemon,
  type DaemonPlan,
} from './daemon.ts'
import type { Layout } from './layout.mjs'
import { tailOf } from './log-file.ts'
import { answers } from './socket.ts'

export type Program = DaemonPlan['name']

export const logLines = 40
const hungMs = 5000
const startMs: Readonly<Record<Program, number>> = { containerd: 30_000, buildkitd: 60_000 }

type PlanOptions = {
  readonly places: Layout
  readonly bundle: string
  readonly path: string
}

/** Their environment is small: containerd hands it to shims, and those to hooks. */
export function planOf(name: Program, { places, bundle, path }: PlanOptions): DaemonPlan {
  const bin = join(bundle, 'bin')
  return {
    name,
    executable: join(bin, name),
    argv: ['--config', name === 'containerd' ? places.config.containerd : places.config.buildkitd],
    environment: { PATH: `${bin}:${path}`, HOME: places.engine, LANG: 'C.UTF-8' },
    socket: name === 'containerd' ? places.sockets.containerd : places.sockets.buildkit,
    log: name === 'containerd' ? places.logs.containerd : places.logs.buildkitd,
  }
}

/** The daemon, running and answering: the one that runs already, or a new one. */
export async function ensureDaemon(
  plan: DaemonPlan,
  note: (text: string) => void,
  signal?: AbortSignal,
): Promise<Daemon> {
  const running = await findDaemon(plan)
  if (running !== undefined) {
    if ((await waitForAnswer(plan, running, hungMs)).isReady) {
      note('It was running already.')
      return running
    }
    running.release()
    await endDaemon(running, hungMs)
    note('It ran but did not answer, so it was ended and started again.')
  } else if (await answers(plan.socket)) throw taken(plan)
  const daemon = await launch(plan)
  const answer = await waitForAnswer(plan, daemon, startMs[plan.name], signal)
  if (answer.isReady) return daemon
  if (signal?.aborted === true) throw cancelled(plan)
  const how = answer.ended ?? `It did not answer within ${startMs[plan.name] / 1000} seconds`
  if (answer.ended === undefined) await endDaemon(daemon, hungMs)
  throw await endedError(plan, daemon, how)
}

async function launch(plan: DaemonPlan): Promise<Daemon> {
  try {
    return await launchDaemon(plan)
  } catch (error) {
    const how = `It could not be started (${error instanceof Error ? error.message : String(error)})`
    throw new AppError(explainEnd(plan.name, how, [String(error)]), { cause: error })
  }
}

/** Why a daemon that ran is no more, from its log. */
export async function endedError(plan: DaemonPlan, daemon: Daemon, how: string): Promise<AppError> {
  return new AppError(
    explainEnd(plan.name, how, await tailOf(plan.log, logLines, daemon.logOffset)),
  )
}

const taken = (plan: DaemonPlan): AppError =>
  new AppError({
    code: 'conflict',
    reason: 'socket-taken',
    message: `Another program answers on ${plan.socket}, where ${plan.name} has to.`,
    hint: 'End that program, or choose another home with GOLDFINCH_HOME.',
  })

const cancelled = (plan: DaemonPlan): AppError =>
  new AppError({ code: 'cancelled', message: `Nobody waits for ${plan.name} any more.` })
