/** Calls back in the next animation frame, or soon where there is none: a hidden page paints nothing. */
export function inOneFrame(flush: () => void): void {
  let isDone = false
  const once = () => {
    if (isDone) return
    isDone = true
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    flush()
  }
  const timer = setTimeout(once, 100)
  const frame = requestAnimationFrame(once)
}
