import type { LogBatch } from '../../preload/contract/containers.ts'
import { createHits } from './hits.ts'
import { jsonFields } from './json-line.ts'
import { createLayout } from './layout.ts'
import type { Look } from './layout.ts'
import { createLogRing } from './ring.ts'
import { plainText } from './sgr.ts'

/** A log as one view shows it: its last lines, where they stand, what was found in them. */
export function createLogModel(capacity: number) {
  const ring = createLogRing(capacity)
  const open = new Map<number, number>()
  const layout = createLayout(ring, (line) => open.get(line) ?? 0)
  const hits = createHits(ring, layout.isVisible)
  return {
    ring,
    layout,
    hits,
    push: (batch: LogBatch) => {
      const lowest = ring.push(batch)
      for (const line of open.keys()) if (line < ring.first()) open.delete(line)
      layout.grown(lowest)
      hits.grown(lowest)
    },
    clear: () => {
      ring.clear()
      open.clear()
      layout.cleared()
      hits.search(hits.pattern())
    },
    look: (next: Look) => {
      layout.look(next)
      hits.search(hits.pattern())
    },
    isOpen: (line: number) => open.has(line),
    /** Opens or closes the fields of a JSON line. */
    toggle: (line: number) => {
      if (open.has(line)) open.delete(line)
      else {
        const fields = jsonFields(plainText(ring.text(line)))
        if (fields === undefined) return
        open.set(line, fields.length)
      }
      layout.changed(line)
    },
    /** The visible lines from one to another, as text for a clipboard or a file. */
    text: (from: number, to: number, withTime: boolean): string => {
      const lines: string[] = []
      for (let line = Math.max(from, ring.first()); line < Math.min(to, ring.next()); line += 1) {
        if (!layout.isVisible(line)) continue
        const plain = plainText(ring.text(line))
        lines.push(withTime ? `${new Date(ring.time(line)).toISOString()} ${plain}` : plain)
      }
      return lines.join('\n')
    },
  }
}

export type LogModel = ReturnType<typeof createLogModel>
