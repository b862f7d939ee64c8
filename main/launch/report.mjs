/**
 * Tells about phases, one line each: rewritten in place on a terminal; a line at the start and one
 * at the end elsewhere. A phase that finds nothing to do never says that it started.
 *
 * @typedef {(what: string) => void} Progress says what is being done, for the first time or anew
 * @typedef {object} Report
 * @property {<T>(name: string, work: (progress: Progress) => Promise<T>) => Promise<T>} phase
 * @property {(text: string) => void} note
 *
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream
 * @param {() => number} now
 * @returns {Report}
 */
export function createReport(stream, now = Date.now) {
  const draw = stream.isTTY ? drawInPlace(stream) : drawLines(stream)
  return {
    note: (text) => stream.write(`${text}\n`),
    async phase(name, work) {
      const startedAt = now()
      const drawn = draw(name, () => seconds(now() - startedAt))
      try {
        const result = await work(drawn.progress)
        drawn.done()
        return result
      } catch (error) {
        drawn.failed()
        throw error
      }
    },
  }
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}

const nameWidth = 16

/** @param {{ write(text: string): unknown, columns?: number }} stream */
function drawInPlace(stream) {
  /** @param {string} text */
  const rewrite = (text) =>
    stream.write(`\r\x1b[K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`)
  return (/** @type {string} */ name, /** @type {() => string} */ elapsed) => {
    const label = name.padEnd(nameWidth)
    let what = ''
    const draw = () => rewrite(`… ${label} ${elapsed()}${what && `  ${what}`}`)
    const ticking = setInterval(draw, 200)
    /** @param {string} line */
    const end = (line) => {
      clearInterval(ticking)
      rewrite(`${line}\n`)
    }
    return {
      progress: (/** @type {string} */ text) => {
        what = text
        draw()
      },
      done: () => end(`✓ ${label} ${what ? elapsed() : 'up to date'}`),
      failed: () => end(`✗ ${label} failed after ${elapsed()}`),
    }
  }
}

/** @param {{ write(text: string): unknown }} stream */
function drawLines(stream) {
  return (/** @type {string} */ name, /** @type {() => string} */ elapsed) => {
    let isStarted = false
    return {
      progress: (/** @type {string} */ what) => {
        if (!isStarted) stream.write(`${name}: ${what}\n`)
        isStarted = true
      },
      done: () => stream.write(`${name}: ${isStarted ? `done in ${elapsed()}` : 'up to date'}\n`),
      failed: () => stream.write(`${name}: failed after ${elapsed()}\n`),
    }
  }
}
