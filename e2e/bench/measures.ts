import type { Measure } from './measure.ts'
import { idle } from './measures/idle.ts'
import { list } from './measures/list.ts'
import { logs } from './measures/logs.ts'
import { memory } from './measures/memory.ts'
import { paint } from './measures/paint.ts'
import { scroll } from './measures/scroll.ts'
import { start } from './measures/start.ts'
import { terminal } from './measures/terminal.ts'

/** In the order in which they run: what disturbs others comes last. */
export const measures: readonly Measure[] = [
  list,
  paint,
  logs,
  terminal,
  start,
  memory,
  idle,
  scroll,
]
