/**
 * Where the app opens, decided from facts: a window of its own, or the browser and why.
 *
 * @typedef {object} Facts
 * @property {boolean} isBrowser asked for
 * @property {string} platform
 * @property {boolean} hasDisplay
 * @property {boolean} isRoot
 *
 * @typedef {{ kind: 'window', flags: readonly string[], note?: string }} Window
 * @typedef {{ kind: 'browser', reason?: string }} Browser
 *
 * @param {Facts} facts
 * @returns {Window | Browser}
 */
export function choosePlace({ isBrowser, platform, hasDisplay, isRoot }) {
  if (isBrowser) return { kind: 'browser' }
  if (platform === 'linux' && !hasDisplay)
    return { kind: 'browser', reason: 'There is no display here.' }
  // Chromium refuses to start for root otherwise.
  if (platform === 'linux' && isRoot)
    return {
      kind: 'window',
      flags: ['--no-sandbox'],
      note: 'Root: the window opens without Chromium’s sandbox; --browser opens your browser instead.',
    }
  return { kind: 'window', flags: [] }
}

/** @param {Readonly<Record<string, string | undefined>>} environment */
export function hasDisplay(environment) {
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/**
 * Whether Electron could not even begin: a library is missing (127), or the kernel gives it no
 * sandbox (SIGTRAP, at once).
 *
 * @param {{ code: number | null, signal: string | null, tookMs: number }} end
 */
export function couldNotBegin({ code, signal, tookMs }) {
  if (tookMs > 5000) return false
  return code === 127 || signal === 'SIGTRAP' || code === 133
}
