/**
 * One clock for all times on screen. It sleeps until the earliest text changes, wakes only whom it
 * concerns, and stands still while the page is hidden.
 */
type Waiting = { dueAt: number; readonly wake: () => void }

const waiting = new Set<Waiting>()
let timer: ReturnType<typeof setTimeout> | undefined

function plan(): void {
  clearTimeout(timer)
  timer = undefined
  if (waiting.size === 0 || document.hidden) return
  const earliest = Math.min(...Array.from(waiting, ({ dueAt }) => dueAt))
  if (earliest === Infinity) return
  timer = setTimeout(ring, Math.min(Math.max(16, earliest - Date.now()), 2 ** 31 - 1))
}

function ring(): void {
  const now = Date.now()
  for (const one of [...waiting]) if (one.dueAt <= now) one.wake()
  plan()
}

/** Calls `changed` whenever `validMs()`, asked again each time, has passed. */
export function subscribeClock(validMs: () => number, changed: () => void): () => void {
  const due = () => Date.now() + validMs()
  const one: Waiting = {
    dueAt: due(),
    wake: () => {
      one.dueAt = due()
      changed()
    },
  }
  if (waiting.size === 0) document.addEventListener('visibilitychange', ring)
  waiting.add(one)
  plan()
  return () => {
    waiting.delete(one)
    if (waiting.size === 0) document.removeEventListener('visibilitychange', ring)
    plan()
  }
}
