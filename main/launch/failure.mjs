/** Why the launch cannot go on: a sentence, what to do, and what the tool printed last. */
export class LaunchError extends Error {
  /**
   * @param {string} message one sentence: what happened
   * @param {{ hint?: string, detail?: string }} [more] hint: what to do; detail: the tool's own words
   */
  constructor(message, { hint, detail } = {}) {
    super(message)
    this.name = 'LaunchError'
    this.hint = hint
    this.detail = detail
  }
}

/** The user asked to stop: no failure, and nothing to say. */
export class Interrupted extends Error {}

const causes = [
  {
    pattern: /ENOSPC|No space left on device/i,
    message: 'The disk is full.',
    hint: 'Free some space (a set-up needs about 5 GB) and start again.',
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED/,
    message: 'The network cannot be reached.',
    hint: 'Connect, or tell npm about your proxy (npm config set proxy …), and start again.',
  },
  {
    pattern: /EACCES|EPERM|Permission denied/,
    message: 'A file may not be written.',
    hint: 'See which one in the lines above, make it yours, and start again.',
  },
]

/**
 * What the output of a failed tool says in words; its own sentence where none fits.
 *
 * @param {string} task what was being done: "Installing the npm packages"
 * @param {readonly string[]} lines
 * @param {string} hint what to do when the cause is none of the usual ones
 */
export function explainFailure(task, lines, hint) {
  const output = lines.join('\n')
  const cause = causes.find(({ pattern }) => pattern.test(output))
  const message = `${task} failed${cause ? `: ${lowerFirst(cause.message)}` : '.'}`
  return new LaunchError(message, {
    hint: cause?.hint ?? hint,
    detail: lines.slice(-20).join('\n'),
  })
}

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
