import { createInterface } from 'node:readline'
import type { Measure } from '../measure.ts'
import { openPage } from '../ground.ts'
import { percentile } from '../numbers.ts'
import { firstRow, listPath, painted, runningRows } from '../page.ts'
import type { Product } from '../product.ts'
import { hearExits, type Exit } from '../raw.ts'

const kills = 50
const victimCount = 10
const aimedMs = 100

/** One kill in a terminal: when the process ended, and who knew of it when. */
type Kill = {
  readonly typedAt: number
  readonly endedAt: number
  readonly heardAt: number
  readonly toldAt: number
  readonly paintedAt: number
}

/** From a container's end, by a nerdctl beside the app, to its changed row on screen. */
export const paint: Measure = {
  name: 'paint',
  run: async (ground) => {
    const product = await ground.fleet()
    const page = await openPage(await ground.chromium(), product.served(), listPath)
    await firstRow(page).waitFor()
    const witnesses = watchExits(product)
    const victims = (await runningRows(page)).slice(0, victimCount)
    const measured: Kill[] = []
    try {
      for (let kill = -1; kill < kills; kill += 1) {
        const id = victims[(kill + victimCount) % victims.length] ?? ''
        const gone = await painted(page, id, 'exited')
        const exit = witnesses.next(id)
        const typedAt = Date.now()
        await product.tools.nerdctl('kill', id)
        const paintedAt = await gone.at
        const { at, heardAt, toldAt } = await exit
        // The first one warms the page up.
        if (kill >= 0) measured.push({ typedAt, endedAt: at, heardAt, toldAt, paintedAt })
        const back = await painted(page, id, 'running')
        await product.tools.nerdctl('start', id)
        await back.at
      }
    } finally {
      witnesses.end()
      await page.context().close()
    }
    return [0.5, 0.95].map((share) => {
      const after = (when: (kill: Kill) => number) =>
        percentile(
          measured.map((kill) => when(kill) - kill.endedAt),
          share,
        )
      const sinceTyped = percentile(
        measured.map((kill) => kill.paintedAt - kill.typedAt),
        share,
      )
      return {
        name: `container's end to painted row, p${share * 100}`,
        unit: 'ms',
        ours: after((kill) => kill.paintedAt),
        peer: { value: after((kill) => kill.toldAt), what: 'nerdctl events prints its line' },
        limit: { value: after((kill) => kill.heardAt), what: 'the event arrives over raw gRPC' },
        ...(share === 0.95 ? { aim: { below: aimedMs } } : {}),
        note: `${kills} kills, since the exit that the engine's event dates; since nerdctl kill was typed: ${sinceTyped.toFixed(0)} ms`,
      }
    })
  },
}

type Witnessed = Exit & { readonly toldAt: number }

/** Those who hear of the same exits in other ways. */
function watchExits({ places, tools }: Product) {
  const ended = new AbortController()
  const heard = createAwaited<Exit>()
  const told = createAwaited<number>()
  const listening = hearExits(places.sockets.containerd, ended.signal, heard.tell)
  listening.catch(heard.fail)
  const events = tools.start('events', '--format', 'json')
  if (events.stdout === null) throw new Error('nerdctl events has no output.')
  createInterface({ input: events.stdout }).on('line', (line) => {
    if (line.includes('/tasks/exit')) told.tell(Date.now())
  })
  return {
    next: async (id: string): Promise<Witnessed> => {
      const [exit, toldAt] = await Promise.all([heard.next(), told.next()])
      if (exit.id !== id) throw new Error(`${exit.id} ended instead of ${id}.`)
      return { ...exit, toldAt }
    },
    end: () => {
      ended.abort()
      events.kill()
    },
  }
}

/** What is told next, to who asked for it before. */
function createAwaited<T>() {
  let waiting = Promise.withResolvers<T>()
  return {
    tell: (value: T) => waiting.resolve(value),
    fail: (reason: unknown) => waiting.reject(reason),
    next: () => {
      waiting = Promise.withResolvers()
      return waiting.promise
    },
  }
}
