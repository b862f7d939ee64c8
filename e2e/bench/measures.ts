import type { Measure } from './measure.ts'
import { idle } from './measures/idle.ts'
import { list } from './measures/list.ts'
import { memory } from './measures/memory.ts'
import { scroll } from './measures/scroll.ts'
import { terminal } from './measures/terminal.ts'

/** In the order in which they run: what disturbs others comes last. */
export const measures: readonly Measure[] = [list, memory, idle, terminal, scroll]
