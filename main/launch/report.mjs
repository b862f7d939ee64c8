/**
 * Tells about phases, one line each: rewritten in place on a terminal; a line at the start and one
 * at the end elsewhere. A phase that finds nothing to do never says that it started.
 *
 * @typedef {(what: string) => void} Progress says what is being done, for the first time or anew
 * @typedef {{ text: string, isFailure: boolean }} Verdict what a phase came to, where that is not plain
 * @typedef {object} Report
 * @property {<T>(name: string, work: (progress: Progress) => Promise<T>, judge?: (result: T) => Verdict) => Promise<T>} phase
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
    async phase(name, work, judge) {
      const startedAt = now()
      const drawn = draw(name, () => seconds(now() - startedAt))
      try {
        const result = await work(drawn.progress)
        const { text, isFailure } = judge?.(result) ?? { text: '', isFailure: false }
        if (isFailure) drawn.failed(text)
        else drawn.done(text)
        return result
      } catch (error) {
        drawn.failed('')
        throw error
      }
    },
  }
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}

const nameWidth = 18

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
      done: (/** @type {string} */ text) =>
        end(`✓ ${label} ${what ? elapsed() : 'up to date'}${text && `  ${text}`}`),
      failed: (/** @type {string} */ text) =>
        end(`✗ ${label} failed after ${elapsed()}${text && `  ${text}`}`),
    }
  }
}

/** @param {{ write(text: string): unknown }} stream */
function drawLines(stream) {
  return (/** @type {string} */ name, /** @type {() => string} */ elapsed) => {
    let isStarted = false
    const tell = (/** @type {string} */ text) => stream.write(`${name}: ${text}\n`)
    return {
      progress: (/** @type {string} */ what) => {
        if (!isStarted) tell(what)
        isStarted = true
      },
      done: (/** @type {string} */ text) =>
        tell(`${isStarted ? `done in ${elapsed()}` : 'up to date'}${text && `, ${text}`}`),
      failed: (/** @type {string} */ text) =>
        tell(`failed after ${elapsed()}${text && `, ${text}`}`),
    }
  }
}
