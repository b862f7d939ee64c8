import type { Container } from '../../../preload/contract/containers.ts'
import type { Shape, StatusWord } from '../../ui/StatusDot.tsx'
import { containerStatus } from '../../ui/StatusDot.tsx'

/** What a project as a whole is like. */
export type ProjectState = {
  readonly status: StatusWord
  readonly running: number
  readonly total: number
  /** When the last of them ended, where none runs. */
  readonly stoppedAt?: number
  /** Where its compose file is, when its labels say so. */
  readonly place?: string
}

const isUp = ({ state }: Container) => state === 'running'

/** The worst thing that is worth a look wins: failed, waiting, paused; then running, then stopped. */
const order: readonly Shape[] = ['failed', 'waiting', 'paused', 'running', 'stopped']

function shapeOf(containers: readonly Container[]): Shape {
  const someRun = containers.some(isUp)
  // One that ended with an error long ago does not make a stopped project red.
  const judged = someRun ? containers : containers.filter(({ state }) => state !== 'exited')
  const shapes = new Set(judged.map((container) => containerStatus(container).shape))
  if (someRun) shapes.delete('stopped')
  return order.find((shape) => shapes.has(shape)) ?? 'stopped'
}

const words: Readonly<Record<Shape, string>> = {
  failed: 'something failed',
  waiting: 'changing',
  paused: 'paused',
  running: 'running',
  stopped: 'stopped',
}

/** `/home/anna/code/shop/compose.yaml` as `~/code/shop/compose.yaml`. */
const shortPath = (path: string) =>
  path.replace(/^\/(?:home|Users)\/[^/]+/, '~').replace(/^\/root(?=\/)/, '~')

function placeOf(containers: readonly Container[]): string | undefined {
  for (const { labels } of containers) {
    const [file] = labels['com.docker.compose.project.config_files']?.split(',') ?? []
    const folder = labels['com.docker.compose.project.working_dir']
    if (file !== undefined && file !== '') {
      return shortPath(file.startsWith('/') || folder === undefined ? file : `${folder}/${file}`)
    }
    if (folder !== undefined) return shortPath(folder)
  }
  return undefined
}

export function projectState(containers: readonly Container[]): ProjectState {
  const shape = shapeOf(containers)
  const running = containers.filter(isUp).length
  const ends = containers.flatMap(({ exitedAt }) => exitedAt ?? [])
  const place = placeOf(containers)
  return {
    status: { shape, word: words[shape] },
    running,
    total: containers.length,
    ...(running === 0 && ends.length > 0 ? { stoppedAt: Math.max(...ends) } : {}),
    ...(place === undefined ? {} : { place }),
  }
}
